// Starts what Wagtail would start by scripts inside its pages, which the newsroom's policy forbids: an element says by
// attributes what is to be started, for which input and how. Only what is listed here can be.
(() => {
  const STARTERS = {
    initDateChooser: (id, options) => window.initDateChooser(id, options),
    initDateTimeChooser: (id, options) => window.initDateTimeChooser(id, options),
    initTimeChooser: (id, options) => window.initTimeChooser(id, options),
    Chooser: (id, options) => new window.Chooser(id, options),
    PageChooser: (id, options) => new window.PageChooser(id, options),
    createTaskChooser: (id) => window.createTaskChooser(id),
    InlinePanel: (_, options) => new window.InlinePanel(options),
  };

  const start = (root) => root.querySelectorAll("[data-start]:not([data-started])").forEach((element) => {
    const starter = STARTERS[element.dataset.start];
    if (starter && document.getElementById(element.dataset.for)) {
      element.dataset.started = "yes";
      starter(element.dataset.for, JSON.parse(element.dataset.options));
    }
  });

  document.addEventListener("DOMContentLoaded", () => {
    start(document);
    // Filters and dialogues come later.
    new MutationObserver((changes) => {
      if (changes.some((change) => change.addedNodes.length)) start(document);
    }).observe(document.body, { childList: true, subtree: true });
  });
})();
