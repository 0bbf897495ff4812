// What happens to what is pasted or dropped: made such that a body may hold it, with a word about pictures left out.
import { prepare } from "./canon.js";
import { cleanPasted, paragraphsOf } from "./cleaning.js";
import { element } from "./dialogues.js";
import { parse } from "./forms.js";
import { T } from "./schema.js";

const { DOMParser: Reader, Fragment, Slice } = T.pm.model;

const SOURCE = /<!-- wp:|\[caption[^\]]*\]|<\/(p|h[1-6]|ul|ol|blockquote|figure|em|strong|a)>/;
const BLOCK = /^<(p|h[1-6]|ul|ol|blockquote|figure|div|pre|table|hr)\b/i;

/** The classic editor's text, where a blank line ends a paragraph and no tag says so. */
const htmlOfSource = (text) => {
  if (text.includes("<!-- wp:") || /<p[ >]/.test(text)) return text;
  const parts = text.replace(/\r\n?/g, "\n").trim().split(/\n(?:[ \t]*\n)+/);
  return parts.map((part) => (BLOCK.test(part) || /^\[caption/.test(part) ? part : `<p>${part.replace(/\n/g, "<br>")}</p>`)).join("");
};

const noteOf = (left, desk) => {
  const list = element("ul");
  for (const { address, alt } of left) {
    if (!address && !alt) continue;
    const name = alt || address;
    // Followed by hand only: nothing of it is loaded here.
    const link = address && element("a", { href: address, target: "_blank", rel: "noopener noreferrer", textContent: name });
    list.append(element("li", { dir: "auto" }, link || name));
  }
  const note = desk.words.picturesLeft.replace("%s", String(left.length));
  return [element("p", { textContent: note }), list.children.length ? list : ""];
};

const cleaned = (html, desk) => {
  const left = [];
  const clean = cleanPasted(html, left);
  if (left.length) desk.tell(...noteOf(left, desk));
  return /\sdata-pm-slice=/.test(clean) ? clean : prepare(parse(clean)).innerHTML;
};

const sliceOf = (html, view, context) => Reader.fromSchema(view.state.schema)
  .parseSlice(parse(html), { context, preserveWhitespace: true });

const refuseFiles = (transfer, desk) => {
  if (!transfer?.files?.length || transfer.types.includes("text/html")) return false;
  desk.tell(desk.words.noFiles);
  return true;
};

/** ProseMirror's properties for pasting and dropping. */
export const pasting = (desk) => ({
  transformPastedHTML: (html) => cleaned(html, desk),
  clipboardTextParser: (text, context, plain, view) => {
    if (context.parent.type.name === "preformatted") {
      return new Slice(Fragment.from(view.state.schema.text(text.replace(/\r\n?/g, "\n"))), 0, 0);
    }
    const html = !plain && SOURCE.test(text) ? cleaned(htmlOfSource(text), desk) : paragraphsOf(text);
    return sliceOf(html, view, context);
  },
  handlePaste: (_view, event) => refuseFiles(event.clipboardData, desk),
  handleDOMEvents: {
    drop: (_view, event) => {
      const refused = refuseFiles(event.dataTransfer, desk);
      if (refused) event.preventDefault();
      return refused;
    },
  },
});
