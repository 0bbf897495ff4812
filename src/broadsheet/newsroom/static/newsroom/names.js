// Turns a textarea of names, one a line, into chips with suggestions. The textarea stays what is sent, and every
// change is told by an "input" event on it, so that saving and previewing hear of it. A comma of any script, a
// semicolon or Enter ends a name; pasted lists come apart at commas and line ends.
(() => {
  const ENDS = /[,،、;؛\n\t]/;
  let count = 0;

  const plain = (text) => text.normalize("NFKC").replace(/\s+/g, " ").trim();
  const folded = (text) => plain(text).replace(/ي|ى/g, "ی").replace(/ك/g, "ک").toLowerCase();

  class Names {
    constructor(textarea) {
      this.textarea = textarea;
      this.number = ++count;
      this.names = textarea.value.split("\n").map(plain).filter(Boolean);
      this.offers = [];
      this.active = -1;
      this.build();
      this.draw();
    }

    build() {
      this.box = document.createElement("div");
      this.box.className = "names";
      this.chips = document.createElement("ul");
      this.chips.className = "names-chips";
      this.input = document.createElement("input");
      Object.assign(this.input, { type: "text", className: "names-input", autocomplete: "off", dir: "auto" });
      const label = document.querySelector(`label[for="${this.textarea.id}"]`);
      if (label) {
        label.htmlFor = this.input.id = `${this.textarea.id}-input`;
      }
      this.list = document.createElement("ul");
      Object.assign(this.list, { className: "names-offers", id: `names-offers-${this.number}`, hidden: true });
      this.list.setAttribute("role", "listbox");
      for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"],
        ["aria-controls", this.list.id]]) {
        this.input.setAttribute(name, value);
      }
      if (this.textarea.getAttribute("aria-describedby")) {
        this.input.setAttribute("aria-describedby", this.textarea.getAttribute("aria-describedby"));
      }
      this.box.append(this.chips, this.input, this.list);
      this.textarea.hidden = true;
      this.textarea.after(this.box);
      this.box.addEventListener("click", () => this.input.focus());
      this.input.addEventListener("input", () => this.typed());
      // From elsewhere on the page: a name that is offered there.
      this.textarea.addEventListener("names:add", (event) => {
        this.add(event.detail);
        this.tell();
      });
      this.input.addEventListener("keydown", (event) => this.key(event));
      this.input.addEventListener("blur", () => this.finish());
      this.list.addEventListener("pointerdown", (event) => event.preventDefault());
      this.list.addEventListener("click", (event) => {
        const chosen = event.target.closest("li");
        if (chosen) this.take(chosen.dataset.name);
      });
    }

    typed() {
      const text = this.input.value;
      if (ENDS.test(text)) {
        const parts = text.split(ENDS);
        const rest = parts.pop();
        parts.forEach((part) => this.add(part));
        this.input.value = rest.trimStart();
        this.tell();
      }
      clearTimeout(this.waiting);
      this.waiting = setTimeout(() => this.ask(), 120);
    }

    async ask() {
      const typed = plain(this.input.value);
      if (!typed) return this.offer([]);
      const answer = await fetch(`${this.textarea.dataset.suggestions}?q=${encodeURIComponent(typed)}`, {
        credentials: "same-origin", headers: { Accept: "application/json" },
      }).catch(() => null);
      if (!answer || !answer.ok || plain(this.input.value) !== typed) return;
      const have = new Set(this.names.map(folded));
      this.offer((await answer.json()).names.filter((each) => !have.has(folded(each.name))));
    }

    offer(offers) {
      this.offers = offers;
      this.active = -1;
      this.list.replaceChildren(...offers.map((each, place) => {
        const item = document.createElement("li");
        item.id = `${this.list.id}-${place}`;
        item.dataset.name = each.name;
        item.setAttribute("role", "option");
        item.setAttribute("aria-selected", "false");
        const name = document.createElement("bdi");
        name.textContent = each.name;
        const note = document.createElement("small");
        note.textContent = each.alias ? `= ${each.alias}` : each.posts ? `${each.posts}` : "";
        item.append(name, note);
        return item;
      }));
      this.list.hidden = !offers.length;
      this.input.setAttribute("aria-expanded", String(!!offers.length));
      this.input.removeAttribute("aria-activedescendant");
    }

    key(event) {
      if (event.isComposing) return;
      if (event.key === "Enter") {
        event.preventDefault();
        const chosen = this.offers[this.active];
        this.take(chosen ? chosen.name : this.input.value);
      } else if (event.key === "Backspace" && !this.input.value && this.names.length) {
        this.names.pop();
        this.draw();
        this.tell();
      } else if (event.key === "Escape") {
        this.offer([]);
      } else if (["ArrowDown", "ArrowUp"].includes(event.key) && this.offers.length) {
        event.preventDefault();
        const step = event.key === "ArrowDown" ? 1 : -1;
        this.active = (this.active + step + this.offers.length) % this.offers.length;
        [...this.list.children].forEach((item, place) => {
          item.setAttribute("aria-selected", String(place === this.active));
        });
        this.input.setAttribute("aria-activedescendant", `${this.list.id}-${this.active}`);
        this.list.children[this.active].scrollIntoView({ block: "nearest" });
      }
    }

    finish() {
      if (plain(this.input.value)) this.take(this.input.value);
      this.offer([]);
    }

    take(name) {
      this.add(name);
      this.input.value = "";
      this.offer([]);
      this.tell();
    }

    add(name) {
      const wanted = plain(name);
      if (wanted && !this.names.some((each) => folded(each) === folded(wanted))) {
        this.names.push(wanted);
        this.draw();
      }
    }

    draw() {
      this.chips.replaceChildren(...this.names.map((name, place) => {
        const chip = document.createElement("li");
        chip.className = "names-chip";
        const text = document.createElement("bdi");
        text.textContent = name;
        const remove = document.createElement("button");
        Object.assign(remove, { type: "button", textContent: "×" });
        remove.setAttribute("aria-label", `${this.textarea.dataset.removeLabel || "Remove"} ${name}`);
        remove.addEventListener("click", () => {
          this.names.splice(place, 1);
          this.draw();
          this.tell();
        });
        chip.append(text, remove);
        return chip;
      }));
    }

    tell() {
      const value = this.names.join("\n");
      if (value === this.textarea.value) return;
      this.textarea.value = value;
      this.textarea.dispatchEvent(new Event("input", { bubbles: true }));
      this.textarea.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }

  const start = (root) => root.querySelectorAll("textarea[data-names]").forEach((textarea) => {
    if (!textarea.dataset.started) {
      textarea.dataset.started = "yes";
      new Names(textarea);
    }
  });
  document.addEventListener("DOMContentLoaded", () => start(document));
  if (document.readyState !== "loading") start(document);
})();
