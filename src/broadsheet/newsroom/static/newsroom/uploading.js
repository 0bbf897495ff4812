// Sends pictures one by one, so that each shows how far it is, and one that is refused stops no other. Without a
// script the form sends them together.
(() => {
  const LARGEST = 63_900_000;

  class Uploading {
    constructor(form) {
      Object.assign(this, { form, words: form.dataset, queue: [], taken: 0, refused: 0, busy: false });
      this.list = document.querySelector("[data-uploading-list]");
      this.told = document.querySelector("[data-uploading-told]");
      this.drop = form.querySelector("[data-drop]");
      this.input = form.querySelector("input[type=file]");
      form.querySelector("[data-without-script]").hidden = true;
      form.querySelector("[data-drop-hint]").hidden = false;
      this.number = new Intl.NumberFormat(document.documentElement.lang || "en");
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        this.add(this.input.files);
        this.input.value = "";
      });
      for (const name of ["dragover", "dragleave", "drop"]) {
        this.drop.addEventListener(name, (event) => {
          event.preventDefault();
          this.drop.classList.toggle("over", name === "dragover");
          if (name === "drop") this.add(event.dataTransfer.files);
        });
      }
    }

    add(files) {
      for (const file of files) {
        const item = document.createElement("li");
        const box = document.createElement("div");
        const state = Object.assign(document.createElement("p"), { textContent: this.words.waiting });
        box.append(Object.assign(document.createElement("bdi"), { textContent: file.name }), state);
        item.append(box);
        this.list.append(item);
        this.queue.push({ file, item, box, state });
      }
      if (!this.busy) this.next();
    }

    async next() {
      this.busy = true;
      for (let entry = this.queue.shift(); entry; entry = this.queue.shift()) {
        const outcome = entry.file.size > LARGEST ? { taken: false, told: this.words.large } : await this.send(entry);
        this.show(entry, outcome);
      }
      this.busy = false;
    }

    send({ file, box, state }) {
      state.textContent = this.words.sending;
      const bar = Object.assign(document.createElement("progress"), { max: 100, value: 0 });
      bar.setAttribute("aria-label", file.name);
      box.append(bar);
      const sent = new FormData(this.form);
      sent.delete("files");
      sent.append("files", file);
      return new Promise((resolve) => {
        const request = new XMLHttpRequest();
        const failed = { taken: false, told: this.words.failed };
        request.open("POST", this.form.action || location.href);
        request.setRequestHeader("Accept", "application/json");
        request.responseType = "json";
        request.upload.onprogress = (event) => { bar.value = (event.loaded / event.total) * 100; };
        request.onload = () => resolve((request.status === 200 && request.response?.outcomes?.[0]) || failed);
        request.onerror = () => resolve(failed);
        request.send(sent);
      }).finally(() => bar.remove());
    }

    show({ item, box, state }, outcome) {
      item.className = outcome.taken ? "taken" : "refused";
      state.textContent = outcome.told;
      if (outcome.thumbnail) {
        item.prepend(Object.assign(document.createElement("img"), { src: outcome.thumbnail, alt: "", className: "picture-thumbnail" }));
      }
      if (outcome.describe) {
        box.append(Object.assign(document.createElement("a"), { href: outcome.describe, textContent: this.words.describe }));
      }
      this[outcome.taken ? "taken" : "refused"] += 1;
      const told = [`${this.number.format(this.taken)} ${this.words.done}`];
      if (this.refused) told.push(`${this.number.format(this.refused)} ${this.words.refused}`);
      this.told.textContent = told.join(" · ");
    }
  }

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("form[data-uploading]").forEach((form) => new Uploading(form));
  });
})();
