// Icons: those that Wagtail's sheet has are used from there, the others are drawn here, on a field of 16 by 16.
const DRAWN = {
  undo: "M6 3 2.5 6.5 6 10M3 6.5h6.5a4 4 0 0 1 0 8H6",
  redo: "M10 3l3.500 3.500L10 10M13 6.500H6.500a4 4 0 0 0 0 8H10",
  underline: "M4.500 2v5.500a3.500 3.500 0 0 0 7 0V2M3.500 14.500h9",
  small: "M2 13 6 3l4 10M3.300 10h5.400M11 13l2-5 2 5M11.700 11.500h2.600",
  mark: "M3 11.500 10 3l3 2.500L6 14H3zM2 15h12",
  pullquote: "M2 3h12M2 13h12M5 6.500h2v1.500l-1 2M9.500 6.500h2v1.500l-1 2",
  pre: "M5 4 1.500 8 5 12M11 4l3.500 4L11 12M9 3 7 13",
  indent: "M2 3h12M8 6.500h6M8 9.500h6M2 13h12M2.500 6l2.500 2-2.500 2",
  outdent: "M2 3h12M8 6.500h6M8 9.500h6M2 13h12M5 6 2.500 8 5 10",
  clear: "M3 3h8M7 3 6 9M2.500 13h5M10 9.500l4 4M14 9.500l-4 4",
  rtl: "M13 3H7a2.500 2.500 0 0 0 0 5h1.500M8.500 3v7M11.500 3v7M14 13.500H2.500M5 11.500l-2.500 2 2.500 2",
  ltr: "M13 3H7a2.500 2.500 0 0 0 0 5h1.500M8.500 3v7M11.500 3v7M2 13.500h11.500M11 11.500l2.500 2-2.500 2",
  auto: "M13 3H7a2.500 2.500 0 0 0 0 5h1.500M8.500 3v7M11.500 3v7M2.500 13.500h11M5 11.500l-2.500 2 2.500 2M11 11.500l2.500 2-2.500 2",
  card: "M1.500 3h13v10h-13zM4 6.500h8M4 9.500h5",
  "header-row": "M2 2.500h12v11H2zM2 6.500h12M2 5h12M2 4h12M8 6.500v7",
  "row-before": "M2 8.500h12v5H2zM8 8.500v5M8 1.500v5M5.500 4h5",
  "row-after": "M2 2.500h12v5H2zM8 2.500v5M8 9.500v5M5.500 12h5",
  "column-before": "M8.500 2h5v12h-5zM8.500 8h5M1.500 8h5M4 5.500v5",
  "column-after": "M2.500 2h5v12h-5zM2.500 8h5M9.500 8h5M12 5.500v5",
  "delete-row": "M2 2.500h12v5H2zM8 2.500v5M5.500 12h5",
  "delete-column": "M2.500 2h5v12h-5zM2.500 8h5M9.500 8h5",
};
const SVG = "http://www.w3.org/2000/svg";

export const icon = (name) => {
  const drawing = document.createElementNS(SVG, "svg");
  drawing.setAttribute("aria-hidden", "true");
  if (DRAWN[name]) {
    const line = document.createElementNS(SVG, "path");
    line.setAttribute("d", DRAWN[name]);
    drawing.setAttribute("viewBox", "0 0 16 16");
    drawing.setAttribute("class", "body-drawn");
    drawing.append(line);
  } else {
    const used = document.createElementNS(SVG, "use");
    used.setAttribute("href", `#icon-${name}`);
    drawing.setAttribute("class", "icon");
    drawing.append(used);
  }
  return drawing;
};
