// Keeps what the form saves by itself and what its writer saves in one order. Left alone, a draft that is on its way or
// falls due while Save is answered could be stored after it, with older words, and would make a second post where
// the page has not heard yet that there is a first. And what was typed while a draft was on its way would count as saved.
(() => {
  const PATIENCE = 30000;
  const NOT_TYPED = ["csrfmiddlewaretoken", "next", "loaded_revision_id", "loaded_revision_created_at", "overwrite_revision_id"];
  const form = document.querySelector("[data-edit-form]");
  if (!form) return;
  let due = null;
  let onItsWay = false;
  let sent = "";
  let waiting = null;

  const typed = (words) => {
    const pairs = [...words].filter(([name, value]) => !NOT_TYPED.includes(name) && typeof value === "string");
    return JSON.stringify(pairs);
  };

  form.addEventListener("w-autosave:save", (event) => {
    const words = event.detail.formData;
    due = event;
    // Nothing else tells the moment in which it is sent, seconds after this.
    Object.defineProperty(event.detail, "formData", {
      get: () => {
        onItsWay ||= !event.defaultPrevented;
        sent = typed(words);
        return words;
      },
    });
  });

  const goOn = () => {
    onItsWay = false;
    const go = waiting;
    waiting = null;
    if (go) go();
  };
  form.addEventListener("w-autosave:error", goOn);
  form.addEventListener("w-autosave:success", () => {
    goOn();
    // Once Wagtail took all that is in the form for saved.
    setTimeout(() => {
      if (typed(new FormData(form)) !== sent) form.dataset.wUnsavedForceValue = "true";
    });
  });

  const mustWait = (go) => {
    form.dataset.wAutosaveActiveValue = "false";
    if (due) due.preventDefault();
    if (!onItsWay) return false;
    // An answer that was lost must not keep anybody from saving.
    if (!waiting) setTimeout(goOn, PATIENCE);
    waiting = go;
    return true;
  };

  const pressAgain = (button) => {
    if (!button) return form.requestSubmit();
    // It says that it is saving, and is switched off: what is off is not sent.
    const { disabled } = button;
    button.disabled = false;
    form.requestSubmit(button);
    button.disabled = disabled;
  };

  document.addEventListener("submit", (event) => {
    if (event.target !== form || event.defaultPrevented) return;
    if (mustWait(() => pressAgain(event.submitter))) event.preventDefault();
  });

  // Steps of a review are sent by Wagtail's scripts, which raises no event.
  const send = () => HTMLFormElement.prototype.submit.call(form);
  form.submit = () => {
    if (!mustWait(send)) send();
  };
})();
