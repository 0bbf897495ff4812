// The toolbar, as https://www.w3.org/WAI/ARIA/apg/patterns/toolbar/ has it: one stop for the Tab key, arrows within it.
import { element } from "./dialogues.js";
import { icon } from "./icons.js";
import { announced, FIRST, MORE, printed, TABLE } from "./tools.js";

export class Toolbar {
  constructor(editor, desk, { source, help }) {
    Object.assign(this, { editor, desk, buttons: new Map() });
    this.dom = element("div", { className: "body-tools" });
    this.dom.setAttribute("role", "toolbar");
    this.dom.setAttribute("aria-label", desk.words.tools);
    const more = { name: "more", icon: "dots-horizontal", run: () => this.toggleMore(), active: () => !this.more.hidden };
    const last = [more, { name: "source", icon: "code", run: source, active: () => desk.source.open, always: true },
      { name: "help", icon: "help", run: help, always: true }];
    this.first = this.row([...FIRST, last]);
    this.more = this.row(MORE, true);
    this.table = this.row(TABLE, true);
    this.dom.append(this.first, this.more, this.table);
    this.dom.addEventListener("keydown", (event) => this.key(event));
    this.dom.addEventListener("focusin", (event) => this.stop(event.target));
    // What is selected stays selected, and a phone's keyboard stays open.
    this.dom.addEventListener("mousedown", (event) => event.preventDefault());
    this.stop(this.first.querySelector("button"));
  }

  row(groups, hidden = false) {
    const row = element("div", { className: "body-tools-row", hidden });
    row.append(...groups.map((tools) => element("div", { className: "body-tools-group" },
      ...tools.map((tool) => this.button(tool)))));
    return row;
  }

  button(tool) {
    const label = this.desk.words[tool.name];
    const button = element("button", { type: "button", tabIndex: -1 }, icon(tool.icon));
    button.dataset.tool = tool.name;
    button.title = tool.keys ? `${label} (${printed(tool.keys)})` : label;
    button.setAttribute("aria-label", label);
    if (tool.keys) button.setAttribute("aria-keyshortcuts", announced(tool.keys));
    button.addEventListener("click", () => {
      if (button.getAttribute("aria-disabled") === "true") return;
      tool.run(this.editor, this.desk);
      this.update();
    });
    this.buttons.set(button, tool);
    return button;
  }

  /** Show what is pressed and of use where somebody writes now. */
  update() {
    const source = this.desk.source.open;
    this.table.hidden = source || !this.editor.isActive("table");
    for (const [button, tool] of this.buttons) {
      if (button.closest("[hidden]")) continue;
      if (tool.active) {
        button.setAttribute("aria-pressed", String((!source || !!tool.always) && !!tool.active(this.editor)));
      }
      const off = !tool.always && (source || !this.editor.isEditable || (tool.enabled && !tool.enabled(this.editor)));
      if (off) button.setAttribute("aria-disabled", "true");
      else button.removeAttribute("aria-disabled");
    }
    if (this.stopped?.closest("[hidden]")) this.stop(this.first.querySelector("button"));
  }

  toggleMore() {
    this.more.hidden = !this.more.hidden;
  }

  /** The button that the Tab key leads to. */
  stop(target) {
    const button = target.closest("button");
    if (!button) return;
    if (this.stopped) this.stopped.tabIndex = -1;
    this.stopped = button;
    button.tabIndex = 0;
  }

  focus() {
    this.stopped.focus();
  }

  key(event) {
    if (event.key === "Escape") return void this.editor.view.focus();
    const shown = [...this.dom.querySelectorAll("button")].filter((button) => !button.closest("[hidden]"));
    const place = shown.indexOf(event.target.closest("button"));
    const forward = getComputedStyle(this.dom).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
    const backward = forward === "ArrowLeft" ? "ArrowRight" : "ArrowLeft";
    const next = { [forward]: place + 1, [backward]: place - 1, Home: 0, End: shown.length - 1 }[event.key];
    if (next === undefined) return undefined;
    event.preventDefault();
    const button = shown[(next + shown.length) % shown.length];
    button.focus();
    button.scrollIntoView({ block: "nearest", inline: "nearest" });
    return undefined;
  }
}
