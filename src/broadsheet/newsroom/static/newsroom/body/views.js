// How pictures, and what the editor can only keep, are shown and changed where they stand.
import { ask, element } from "./dialogues.js";
import { parse } from "./forms.js";
import { T } from "./schema.js";

const { TextSelection } = T.pm.state;

/** A picture's own small version from the newsroom; one from elsewhere is named and not loaded. */
const showPicture = (node, desk) => {
  const id = node.attrs["data-image"];
  if (id) return element("img", { src: desk.data.picture.replace("/0/", `/${id}/`), alt: node.attrs.alt || "", loading: "lazy" });
  const box = element("span", { className: "body-elsewhere" });
  box.append(element("strong", { textContent: desk.words.elsewhere }), " ", element("bdi", { textContent: node.attrs.src || "" }));
  return box;
};

const button = (label, run) => {
  const made = element("button", { type: "button", className: "body-small", textContent: label, dir: "auto" });
  made.addEventListener("click", run);
  return made;
};

class PictureView {
  constructor({ node, editor, getPos }, desk) {
    Object.assign(this, { node, editor, getPos, desk });
    this.shown = showPicture(node, desk);
    this.alt = element("input", { type: "text", value: node.attrs.alt || "", dir: "auto", disabled: !editor.isEditable });
    this.alt.addEventListener("input", () => this.describe());
    const label = element("label", {}, element("span", { textContent: desk.words.alt }), this.alt);
    const buttons = element("div", { className: "body-picture-buttons" },
      button(desk.words.credit, () => this.credit()), button(desk.words.removePicture, () => this.remove()));
    this.dom = element("div", { className: "body-picture", contentEditable: "false" }, this.shown, label);
    if (editor.isEditable) this.dom.append(buttons);
  }

  describe() {
    const place = this.getPos();
    this.editor.view.dispatch(this.editor.state.tr.setNodeAttribute(place, "alt", this.alt.value));
  }

  /** The end of the caption, where what is typed next is the credit. */
  credit() {
    const { state, view } = this.editor;
    const figure = state.doc.resolve(this.getPos());
    let transaction = state.tr;
    const { nodes: { caption }, marks: { cite } } = state.schema;
    let end = figure.end();
    if (figure.parent.lastChild.type !== caption) {
      transaction = transaction.insert(end, caption.create());
      end = transaction.doc.resolve(this.getPos()).end();
    }
    const words = transaction.doc.resolve(end - 1);
    const last = words.parent.lastChild;
    if (last && !cite.isInSet(last.marks) && !/\s$/.test(last.text || "")) transaction.insertText(" ", words.pos);
    const at = TextSelection.create(transaction.doc, transaction.doc.resolve(this.getPos()).end() - 1);
    view.dispatch(transaction.setSelection(at).addStoredMark(cite.create()));
    view.focus();
  }

  remove() {
    const figure = this.editor.state.doc.resolve(this.getPos());
    const around = figure.node(figure.depth - 1);
    const pictures = around.content.content.filter((each) => each.type.name === "figure").length;
    // The last picture of a gallery takes the gallery with it.
    const depth = around.type.name === "gallery" && pictures === 1 ? figure.depth - 1 : figure.depth;
    this.editor.view.dispatch(this.editor.state.tr.delete(figure.before(depth), figure.after(depth)));
    this.editor.view.focus();
  }

  update(node) {
    if (node.type !== this.node.type) return false;
    if (node.attrs["data-image"] !== this.node.attrs["data-image"] || node.attrs.src !== this.node.attrs.src) return false;
    this.node = node;
    if (this.alt.value !== (node.attrs.alt || "")) this.alt.value = node.attrs.alt || "";
    return true;
  }

  stopEvent(event) {
    return this.dom.contains(event.target) && /^(INPUT|BUTTON)$/.test(event.target.nodeName);
  }

  ignoreMutation() {
    return true;
  }
}

class InlinePictureView {
  constructor({ node }, desk) {
    this.dom = element("span", { className: "body-inline-picture", contentEditable: "false" }, showPicture(node, desk));
  }

  ignoreMutation() {
    return true;
  }
}

/** What the schema can't hold: its words are shown, its HTML can be changed. */
class RawView {
  constructor({ node, editor, getPos }, desk, tag) {
    Object.assign(this, { node, editor, getPos, desk });
    const words = parse(node.attrs["data-raw"]).textContent;
    this.dom = element(tag, { className: "body-raw", contentEditable: "false", dir: "auto" });
    const change = button(desk.words.editHtml, () => this.change());
    if (tag === "div") this.dom.append(element("p", { className: "body-raw-note", textContent: desk.words.keptAsIs }));
    this.dom.append(element("span", { textContent: words }), " ", editor.isEditable ? change : "");
  }

  async change() {
    const answer = await ask({
      title: this.desk.words.editHtml, accept: this.desk.words.apply,
      fields: [{ name: "html", label: "HTML", long: true, code: true, value: this.node.attrs["data-raw"] }],
    }, this.desk.words);
    if (!answer || answer.html === this.node.attrs["data-raw"]) return;
    const place = this.getPos();
    const transaction = this.editor.state.tr;
    if (answer.html) transaction.setNodeAttribute(place, "data-raw", answer.html);
    else transaction.delete(place, place + this.node.nodeSize);
    this.editor.view.dispatch(transaction);
  }

  stopEvent(event) {
    return event.target.nodeName === "BUTTON";
  }

  ignoreMutation() {
    return true;
  }
}

/** The views, for the editor of one body. */
export const viewsFor = (desk) => ({
  picture: (given) => new PictureView(given, desk),
  inlinePicture: (given) => new InlinePictureView(given, desk),
  rawBlock: (given) => new RawView(given, desk, "div"),
  rawInline: (given) => new RawView(given, desk, "span"),
});
