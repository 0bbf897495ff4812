// Tells what the press made of a change, as soon as it has: asks once a second, for two minutes at most.
(() => {
  const TRIES = 120;
  const follow = (place) => {
    let tries = 0;
    const ask = async () => {
      tries += 1;
      const answer = await fetch(place.dataset.url, { credentials: "same-origin", headers: { Accept: "application/json" } })
        .catch(() => null);
      const told = answer && answer.ok ? await answer.json() : null;
      if (told) {
        place.textContent = told.sentence;
        if (told.done) return;
      }
      if (tries >= TRIES) place.textContent = place.dataset.late;
      else setTimeout(ask, 1000);
    };
    ask();
  };
  document.addEventListener("DOMContentLoaded", () => document.querySelectorAll("[data-press]").forEach(follow));
})();
