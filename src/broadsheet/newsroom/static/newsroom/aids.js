// Counts the words of the body while it is written, and asks the newsroom what it makes of the form: which tags the text
// names, and what is worth another look. Nothing here keeps anybody from saving.
(() => {
  const PAUSE = 1200;
  const UNSPACED = /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]/gu;
  const WORD = /[\p{L}\p{N}_]/u;

  // As the press counts them: see count_words in language.py.
  const countWords = (html) => {
    const text = html.replace(/<[^>]*>/g, " ");
    const unspaced = (text.match(UNSPACED) || []).length;
    const spaced = text.replace(UNSPACED, " ").split(/\s+/).filter((word) => word && WORD.test(word)).length;
    return Math.floor((unspaced + 1) / 2) + spaced;
  };
  // Halves go to the even number, as on the page.
  const minutesOf = (words) => {
    if (!words) return 0;
    const whole = Math.floor(words / 200);
    const rest = words % 200;
    return Math.max(1, rest > 100 || (rest === 100 && whole % 2) ? whole + 1 : whole);
  };

  class Aids {
    constructor(form, panel, tags) {
      Object.assign(this, { form, panel, tags, number: new Intl.NumberFormat(document.documentElement.lang || "en") });
      this.told = tags && tags.querySelector("[data-aids-told]");
      if (tags) this.offer([...tags.querySelectorAll("li")].map((item) => ({ name: item.dataset.name })));
      form.addEventListener("input", (event) => this.changed(event));
      form.addEventListener("change", (event) => this.changed(event));
      this.count();
      this.ask();
    }

    value(name) {
      const field = this.form.elements[name];
      return field && typeof field.value === "string" ? field.value : "";
    }

    changed(event) {
      if (event.target.name === "body") this.count();
      clearTimeout(this.waiting);
      this.waiting = setTimeout(() => this.ask(), PAUSE);
    }

    count() {
      const words = countWords(this.value("body"));
      const { wordsLabel, minutesLabel } = this.panel.dataset;
      this.panel.querySelector("[data-aids-words]").textContent = `${wordsLabel}: ${this.number.format(words)}`;
      this.panel.querySelector("[data-aids-minutes]").textContent = `${this.number.format(minutesOf(words))} ${minutesLabel}`;
    }

    ask() {
      this.post(this.panel.dataset.warningsAt, ["body", "language", "tag_names", "lead_image", "lead_alt"])
        .then((answer) => answer && this.warn(answer.warnings));
      if (this.tags) {
        this.post(this.tags.dataset.tagsAt, ["headline", "standfirst", "body", "tag_names"])
          .then((answer) => answer && this.offer(answer.tags));
      }
    }

    async post(url, names) {
      const sent = new URLSearchParams(names.map((name) => [name, this.value(name)]));
      const key = sent.toString();
      this.asked = this.asked || {};
      if (this.asked[url] === key) return null;
      this.asked[url] = key;
      const answer = await fetch(url, {
        method: "POST", body: sent, credentials: "same-origin",
        headers: { "X-CSRFToken": this.value("csrfmiddlewaretoken"), Accept: "application/json" },
      }).catch(() => null);
      // Without an answer the last one stays; what was typed meanwhile is asked for by itself.
      if (!answer || !answer.ok) this.asked[url] = "";
      return answer && answer.ok && this.asked[url] === key ? answer.json() : null;
    }

    warn(warnings) {
      const box = this.panel.querySelector("[data-aids-warnings]");
      const items = warnings.map((words) => Object.assign(document.createElement("li"), { textContent: words, dir: "auto" }));
      box.querySelector("ul").replaceChildren(...items);
      box.hidden = !items.length;
    }

    offer(tags) {
      const list = this.tags.querySelector("ul");
      const had = list.contains(document.activeElement) ? document.activeElement.dataset.name : null;
      list.replaceChildren(...tags.map((tag) => this.item(tag)));
      this.tags.hidden = !tags.length;
      if (had) [...list.querySelectorAll("button")].find((button) => button.dataset.name === had)?.focus();
    }

    item(tag) {
      const button = Object.assign(document.createElement("button"), { type: "button" });
      button.dataset.name = tag.name;
      const name = Object.assign(document.createElement("bdi"), { textContent: tag.name });
      button.append("+ ", name);
      if (tag.posts) button.append(" ", Object.assign(document.createElement("small"), { textContent: this.number.format(tag.posts) }));
      button.setAttribute("aria-label", `${this.tags.dataset.addLabel} ${tag.name}`);
      button.addEventListener("click", () => this.add(button, tag.name));
      const item = document.createElement("li");
      item.append(button);
      return item;
    }

    add(button, name) {
      const item = button.closest("li");
      const next = (item.nextElementSibling || item.previousElementSibling)?.querySelector("button");
      item.remove();
      this.form.elements.tag_names.dispatchEvent(new CustomEvent("names:add", { detail: name }));
      if (this.told) this.told.textContent = `${this.tags.dataset.addedLabel} ${name}`;
      if (next) next.focus();
      else document.getElementById("id_tag_names-input")?.focus();
      this.tags.hidden = !this.tags.querySelector("button");
    }
  }

  const start = () => {
    const panel = document.querySelector("[data-aids]");
    const form = panel && panel.closest("form");
    if (!form || panel.dataset.started) return;
    panel.dataset.started = "yes";
    new Aids(form, panel, form.querySelector("[data-aids-tags]"));
  };
  document.addEventListener("DOMContentLoaded", start);
  if (document.readyState !== "loading") start();
})();
