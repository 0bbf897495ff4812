// Buttons for a list of links: move a row, take one out, add one. What is sent are the rows in the order they stand in.
(() => {
  const start = (box) => {
    const rows = box.querySelector(".links-rows");
    const blank = rows.lastElementChild.cloneNode(true);
    blank.querySelectorAll("input").forEach((input) => { input.value = ""; });
    const filled = (row) => [...row.querySelectorAll("input")].some((input) => input.value.trim());
    // The empty rows are for browsers without a script; here there is a button.
    [...rows.children].filter((row) => !filled(row)).forEach((row) => row.remove());

    const ready = (row) => {
      const buttons = row.querySelector(".links-buttons");
      buttons.hidden = false;
      buttons.addEventListener("click", (event) => {
        const move = event.target.closest("[data-move]")?.dataset.move;
        if (move === "up" && row.previousElementSibling) row.previousElementSibling.before(row);
        else if (move === "down" && row.nextElementSibling) row.nextElementSibling.after(row);
        else if (move === "out") {
          const next = row.nextElementSibling ?? row.previousElementSibling;
          row.remove();
          (next?.querySelector("input") ?? add).focus();
          return;
        }
        event.target.closest("button")?.focus();
      });
    };
    const add = box.querySelector("[data-add]");
    add.hidden = false;
    add.addEventListener("click", () => {
      const row = blank.cloneNode(true);
      rows.append(row);
      ready(row);
      row.querySelector("input").focus();
    });
    [...rows.children].forEach(ready);
  };
  document.addEventListener("DOMContentLoaded", () => document.querySelectorAll("[data-links]").forEach(start));
})();
