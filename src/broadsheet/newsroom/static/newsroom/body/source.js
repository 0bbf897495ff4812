// The body as HTML: for those who want to see it, and where the editor could not show all of it.
import { element } from "./dialogues.js";

// Blocks begin on lines of their own to be read; what is sent has no such line ends.
const ENDS = "p|h[2-4]|blockquote|ul|ol|li|figure|table|tbody|thead|tfoot|tr|aside|dl|details|div|pre|figcaption";
const BREAK = new RegExp(`(</(?:${ENDS})>|<hr>|<(?:ul|ol|figure|blockquote|table|tbody|tr|aside)(?: [^>]*)?>)(?=<)`, "g");
const JOIN = new RegExp(`(</(?:${ENDS})>|<hr>|<(?:ul|ol|figure|blockquote|table|tbody|tr|aside)(?: [^>]*)?>)\\n(?=<)`, "g");

export class Source {
  constructor(desk) {
    this.desk = desk;
    this.open = false;
    this.area = element("textarea", { className: "body-code body-source", hidden: true, spellcheck: false, rows: 20, dir: "auto" });
    this.area.setAttribute("aria-label", desk.words.sourceLabel.replace("%s", desk.label));
    this.area.addEventListener("input", () => desk.send(this.area.value.replace(JOIN, "$1")));
  }

  show(html) {
    this.open = true;
    this.area.hidden = false;
    this.area.value = html.replace(BREAK, "$1\n");
  }

  hide() {
    this.open = false;
    this.area.hidden = true;
  }
}
