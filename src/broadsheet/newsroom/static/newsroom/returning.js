// Shows how far an upload has come, and how far the work on a copy; without it, both are done all the same.
(() => {
  const upload = (form) => form.addEventListener("submit", (event) => {
    const told = form.querySelector(".returning-told");
    const bar = form.querySelector(".returning-bar");
    const button = form.querySelector("button[type=submit]");
    const files = [...form.querySelectorAll("input[type=file]")].flatMap((input) => [...input.files]);
    const say = (text) => { told.textContent = text; told.hidden = false; };
    const size = files.reduce((sum, file) => sum + file.size, 0);
    if (form.dataset.largest && size > Number(form.dataset.largest) * 1e6) {
      event.preventDefault();
      say(form.dataset.tooLarge);
      return;
    }
    if (!size || !form.dataset.failed) return;
    event.preventDefault();
    const request = new XMLHttpRequest();
    const failed = (text) => { bar.hidden = true; button.disabled = false; say(text || form.dataset.failed); };
    request.upload.addEventListener("progress", (step) => {
      bar.hidden = false;
      if (step.lengthComputable) bar.value = (100 * step.loaded) / step.total;
    });
    request.addEventListener("error", () => failed(""));
    request.addEventListener("load", () => {
      let answer = {};
      try { answer = JSON.parse(request.responseText); } catch { /* a page of the server in between */ }
      if (answer.next) window.location.assign(answer.next);
      else failed(answer.complaint);
    });
    request.open("POST", form.action || window.location.href);
    request.setRequestHeader("Accept", "application/json");
    button.disabled = true;
    told.hidden = true;
    request.send(new FormData(form));
  });

  const watch = (place) => {
    const ask = async () => {
      try {
        const answer = await fetch(place.dataset.state, { headers: { Accept: "application/json" } });
        if (answer.redirected || answer.status === 404 || answer.status === 403) { window.location.reload(); return; }
        const state = await answer.json();
        if (!state.working) { window.location.reload(); return; }
        place.innerHTML = state.html;
      } catch { /* the newsroom is being restarted: ask again */ }
      setTimeout(ask, 1500);
    };
    setTimeout(ask, 1000);
  };

  document.querySelectorAll(".returning-upload").forEach(upload);
  document.querySelectorAll("[data-state]").forEach(watch);
})();
