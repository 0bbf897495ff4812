// Lists as Word writes them: paragraphs with a bullet or a number typed before them, and in a style which list they
// belong to and how deep ("mso-list: l0 level2 lfo1"). Here they become lists.
import { make, tagOf } from "./forms.js";

const PLACE = /mso-list:\s*l(\d+)\s+level(\d+)\s+lfo(\d+)/i;
const NUMBER = /^\(?(?:[\d۰-۹٠-٩]{1,3}|[a-zA-Z]|[ivxlcIVXLC]{1,6}|[\u0621-\u064a])[.)\-]/;

/** True for what Word, or what writes like it, put on the clipboard. */
export const isWord = (html) => /mso-|class="?Mso|urn:schemas-microsoft-com:office/i.test(html);

const placeOf = (element) => {
  const found = PLACE.exec(element.getAttribute("style") || "");
  return found ? { list: `${found[1]}-${found[3]}`, level: Math.min(+found[2], 9) } : null;
};

/** Takes the typed bullet or number away, and answers with it. */
const takeMarker = (paragraph) => {
  let marker = "";
  for (const span of [...paragraph.querySelectorAll("[style]")]) {
    if (/mso-list:\s*ignore/i.test(span.getAttribute("style"))) {
      marker += span.textContent;
      span.remove();
    }
  }
  return marker.replace(/\u00a0/g, " ").trim();
};

const startOf = (marker) => {
  const digits = /^\(?([\d۰-۹٠-٩]{1,3})/.exec(marker)?.[1] || "";
  const number = +[...digits].map((digit) => (/\d/.test(digit) ? digit : digit.charCodeAt(0) & 15)).join("");
  return number > 1 ? String(number) : null;
};

/** Makes lists of Word's paragraphs, in place. */
export const listsOfWord = (root) => {
  let open = [];
  let before = null;
  let list = null;
  for (const paragraph of root.querySelectorAll("p, h1, h2, h3, h4, h5, h6, div, li")) {
    const place = tagOf(paragraph) === "li" ? null : placeOf(paragraph);
    if (!place) continue;
    const marker = takeMarker(paragraph);
    const tag = NUMBER.test(marker) ? "ol" : "ul";
    if (paragraph.previousElementSibling !== before || list !== place.list) open = [];
    open = open.slice(0, place.level);
    while (open.length < place.level || tagOf(open[place.level - 1]) !== tag) {
      open = open.slice(0, place.level - 1);
      const start = tag === "ol" && open.length === place.level - 1 ? startOf(marker) : null;
      const fresh = make(open.length === place.level - 1 ? tag : "ul", { start });
      if (open.length) {
        const item = open.at(-1).lastElementChild || open.at(-1).appendChild(make("li"));
        item.append(fresh);
      } else {
        paragraph.before(fresh);
        before = fresh;
      }
      open.push(fresh);
    }
    list = place.list;
    const item = make("li", { dir: paragraph.getAttribute("dir") }, ...paragraph.childNodes);
    open.at(-1).append(item);
    paragraph.remove();
  }
};
