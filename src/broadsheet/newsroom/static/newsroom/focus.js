// Marks on a picture what a crop must keep: a click or drag fills in the two number fields, and they move the mark.
(() => {
  const start = () => {
    const figure = document.querySelector("[data-focus]");
    const fields = ["x", "y"].map((each) => document.querySelector(`[name=focus_${each}]`));
    if (!figure || fields.some((field) => !field)) return;
    const picture = figure.querySelector("img");
    const mark = Object.assign(document.createElement("span"), { className: "focus-mark", hidden: true });
    figure.append(mark);
    figure.classList.add("ready");
    figure.querySelector("[data-focus-hint]").hidden = false;

    const show = () => {
      const [x, y] = fields.map((field) => (field.value === "" ? NaN : Number(field.value)));
      mark.hidden = !(x >= 0 && x <= 100 && y >= 0 && y <= 100);
      if (mark.hidden) return;
      mark.style.left = `${picture.offsetLeft + (picture.offsetWidth * x) / 100}px`;
      mark.style.top = `${picture.offsetTop + (picture.offsetHeight * y) / 100}px`;
    };
    const put = (event) => {
      const frame = picture.getBoundingClientRect();
      const places = [(event.clientX - frame.left) / frame.width, (event.clientY - frame.top) / frame.height];
      places.forEach((place, at) => {
        fields[at].value = Math.round(Math.min(1, Math.max(0, place)) * 100);
        fields[at].dispatchEvent(new Event("input", { bubbles: true }));
        fields[at].dispatchEvent(new Event("change", { bubbles: true }));
      });
    };
    picture.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      picture.setPointerCapture(event.pointerId);
      put(event);
    });
    picture.addEventListener("pointermove", (event) => {
      if (picture.hasPointerCapture(event.pointerId)) put(event);
    });
    fields.forEach((field) => field.addEventListener("input", show));
    picture.addEventListener("load", show);
    window.addEventListener("resize", show);
    show();
  };
  document.addEventListener("DOMContentLoaded", start);
})();
