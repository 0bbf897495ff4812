// The editor of bodies: finds the form's textarea, shows its HTML as a document to write in, and keeps the textarea's
// value true at every change, so that saving, autosave, preview and the question about unsaved changes know of nothing
// else. Where no script runs, the textarea is what there is.
import { read, holds, write } from "./bodies.js";
import { meaning } from "./canon.js";
import { ask, element } from "./dialogues.js";
import { Direction } from "./direction.js";
import { pasting } from "./pasting.js";
import { SCHEMA, T } from "./schema.js";
import { Source } from "./source.js";
import { Toolbar } from "./toolbar.js";
import { FIRST, KEYS, MORE, printed } from "./tools.js";
import { linkAddress } from "./inserting.js";
import { viewsFor } from "./views.js";

const schema = T.getSchema(SCHEMA);

class Desk {
  constructor(textarea) {
    this.textarea = textarea;
    this.data = textarea.dataset;
    this.words = JSON.parse(textarea.dataset.words);
    this.label = document.querySelector(`label[for="${textarea.id}"]`)?.textContent.trim() || this.words.body;
    this.sent = textarea.value;
    this.box = element("div", { className: "body-editor" });
    this.page = element("div", { className: "body-page" });
    this.notice = element("div", { className: "body-notice", hidden: true });
    this.notice.setAttribute("role", "status");
    this.source = new Source(this);
    this.editor = this.edit();
    this.shown = this.written();
    this.toolbar = new Toolbar(this.editor, this, { source: () => this.toggleSource(), help: () => this.help() });
    this.box.append(this.toolbar.dom, this.notice, this.page, this.source.area);
    textarea.before(this.box);
    textarea.classList.add("body-sent");
    Object.assign(textarea, { tabIndex: -1 });
    textarea.setAttribute("aria-hidden", "true");
    textarea.addEventListener("focus", () => (this.source.open ? this.source.area : this.editor.view).focus());
    textarea.addEventListener("input", () => this.takeIn());
    this.editor.on("transaction", () => this.toolbar.update());
    if (this.holds(textarea.value)) this.toolbar.update();
    else this.openSource(this.words.cannotShow);
  }

  edit() {
    const desk = this;
    const views = viewsFor(this);
    const shown = SCHEMA.map((each) => (views[each.name] ? each.extend({ addNodeView: () => views[each.name] }) : each));
    const Keys = T.Extension.create({
      name: "keys",
      addKeyboardShortcuts: () => ({
        "Mod-k": ({ editor }) => !!linkAddress(editor, desk),
        "Alt-F10": () => !desk.toolbar.focus(),
      }),
    });
    const { textarea } = this;
    return new T.Editor({
      element: this.page,
      injectCSS: false,
      enablePasteRules: false,
      editable: !textarea.disabled && !textarea.readOnly,
      extensions: [...shown, Direction, Keys, T.UndoRedo, T.Gapcursor, T.Dropcursor, T.TrailingNode, T.Placeholder.configure({
        includeChildren: true, showOnlyCurrent: false, placeholder: ({ node }) => this.hint(node),
      })],
      content: this.holds(textarea.value) ? read(textarea.value, schema).toJSON() : "",
      editorProps: {
        ...pasting(this),
        attributes: {
          role: "textbox", "aria-multiline": "true", "aria-label": this.label, spellcheck: "true", class: "body-text",
          ...(textarea.getAttribute("aria-describedby") ? { "aria-describedby": textarea.getAttribute("aria-describedby") } : {}),
        },
      },
      onUpdate: () => this.tellForm(),
    });
  }

  /** Send what was written, unless only something was shown: an empty line below a last table, say. */
  tellForm() {
    const now = this.written();
    if (now === this.shown || this.source.open) return;
    this.shown = now;
    this.send(now);
  }

  holds(html) {
    return holds(html, schema);
  }

  hint(node) {
    if (node.type.name === "caption") return this.words.caption;
    return node.type.name === "paragraph" && this.editor?.state.doc.childCount === 1 ? this.words.placeholder : "";
  }

  /** What a form would send from now on. */
  send(html) {
    if (html === this.textarea.value) return;
    this.sent = html;
    this.textarea.value = html;
    this.textarea.dispatchEvent(new Event("input", { bubbles: true }));
    this.textarea.dispatchEvent(new Event("change", { bubbles: true }));
  }

  /** Somebody else wrote into the textarea. */
  takeIn() {
    const html = this.textarea.value;
    if (html === this.sent) return;
    this.sent = html;
    if (this.source.open || !this.holds(html)) this.openSource(this.holds(html) ? "" : this.words.cannotShow);
    else this.put(html);
  }

  put(html) {
    const { state, view } = this.editor;
    const doc = this.editor.schema.nodeFromJSON(read(html, schema).toJSON());
    this.shown = write(doc);
    view.dispatch(state.tr.replaceWith(0, state.doc.content.size, doc.content).setMeta("addToHistory", false));
  }

  /** What the editor would send of what it shows now. */
  written() {
    return write(this.editor.state.doc);
  }

  tell(...content) {
    const close = element("button", { type: "button", className: "body-small", textContent: this.words.close });
    close.addEventListener("click", () => { this.notice.hidden = true; });
    this.notice.replaceChildren(element("div", {}, ...content), close);
    this.notice.hidden = !content.some(Boolean);
  }

  openSource(note) {
    this.source.show(this.textarea.value);
    this.page.hidden = true;
    this.tell(note);
    this.toolbar.update();
  }

  async toggleSource() {
    if (!this.source.open) {
      this.openSource("");
      return void this.source.area.focus();
    }
    const html = this.textarea.value;
    if (!this.holds(html)) {
      const answer = await ask({ title: this.words.loseTitle, note: this.words.lose, accept: this.words.showAnyway }, this.words);
      if (!answer) return undefined;
    }
    const shown = this.written();
    this.source.hide();
    this.page.hidden = false;
    this.tell("");
    if (meaning(shown) !== meaning(html)) this.put(html);
    this.editor.view.focus();
    return this.toolbar.update();
  }

  help() {
    const list = element("dl", { className: "body-keys" });
    const tools = [...FIRST, ...MORE].flat().filter((tool) => tool.keys).map((tool) => [tool.name, tool.keys]);
    for (const [name, keys] of [...tools, ...KEYS]) {
      const key = element("kbd", { textContent: printed(keys), dir: "ltr" });
      list.append(element("div", {}, element("dt", { textContent: this.words[name] }), element("dd", {}, key)));
    }
    ask({ title: this.words.help, note: list }, this.words).then(() => this.editor.view.focus());
  }
}

document.querySelectorAll("textarea[data-body]").forEach((textarea) => {
  textarea.bodyDesk = new Desk(textarea);
});
