// Questions that the editor asks: a link's address, a card, the HTML of what it can't show; and the newsroom's own
// dialogues in which pictures and posts are chosen.
import { safeAddress } from "./forms.js";

let count = 0;

const element = (tag, properties = {}, ...content) => {
  const made = document.createElement(tag);
  Object.assign(made, properties);
  made.append(...content);
  return made;
};

const fieldOf = (field, id) => {
  const input = element(field.long ? "textarea" : "input", { id, name: field.name, value: field.value || "", dir: "auto" });
  if (field.long) input.rows = field.rows || 8;
  else input.type = "text";
  if (field.code) Object.assign(input, { spellcheck: false, className: "body-code" });
  if (field.address) Object.assign(input, { inputMode: "url", autocapitalize: "off", dir: "ltr" });
  if (field.required) input.required = true;
  return element("p", {}, element("label", { htmlFor: id, textContent: field.label }), input);
};

/**
 * Ask; answers with the values by name, with `{ action }` where another button was pressed, or null.
 *
 * `fields` have a name, a label, a value, and may be `long`, `code`, `address`, `required`; `actions` are further
 * buttons by name.
 */
export const ask = ({ title, fields = [], note = "", accept, actions = {} }, words) => new Promise((resolve) => {
  count += 1;
  const prefix = `body-dialogue-${count}`;
  const heading = element("h2", { id: `${prefix}-title`, textContent: title });
  const wrong = element("p", { className: "body-wrong" });
  wrong.setAttribute("role", "alert");
  const buttons = element("div", { className: "body-dialogue-buttons" });
  const form = element("form", { method: "dialog", noValidate: true }, heading);
  if (note) form.append(note instanceof Node ? note : element("p", { textContent: note }));
  form.append(...fields.map((field) => fieldOf(field, `${prefix}-${field.name}`)), wrong, buttons);
  if (accept) buttons.append(element("button", { className: "button", textContent: accept, value: "yes" }));
  for (const [name, label] of Object.entries(actions)) {
    const button = element("button", { className: "button button-secondary", type: "button", textContent: label });
    button.addEventListener("click", () => finish({ action: name }));
    buttons.append(button);
  }
  const cancel = element("button", { className: "button button-secondary", type: "button" });
  cancel.textContent = accept ? words.cancel : words.close;
  cancel.addEventListener("click", () => finish(null));
  buttons.append(cancel);
  const dialogue = element("dialog", { className: "body-dialogue" }, form);
  dialogue.setAttribute("aria-labelledby", heading.id);
  const finish = (answer) => {
    resolve(answer);
    dialogue.close();
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const answer = Object.fromEntries(fields.map((field) => [field.name, form.elements[field.name].value.trim()]));
    for (const field of fields) {
      const value = answer[field.name];
      const address = field.address && value ? safeAddress(value) : value;
      if ((field.required && !value) || (value && address === null)) {
        wrong.textContent = value ? words.badAddress : words.needed.replace("%s", field.label);
        form.elements[field.name].focus();
        return;
      }
      answer[field.name] = address;
    }
    finish(answer);
  });
  dialogue.addEventListener("close", () => {
    resolve(null);
    dialogue.remove();
  });
  document.body.append(dialogue);
  dialogue.showModal();
});

/** One of the newsroom's own dialogues; answers with the id of what was chosen, or null when it is closed. */
export const choose = (url, back) => new Promise((resolve) => {
  const trigger = document.createElement("span");
  // The dialogue gives the focus back to what opened it, which is where somebody writes.
  trigger.focus = () => {
    back();
    resolve(null);
  };
  window.ModalWorkflow({
    url,
    triggerElement: trigger,
    onload: window.CHOOSER_MODAL_ONLOAD_HANDLERS,
    responses: { chosen: (chosen) => resolve(chosen.id) },
    onError: () => resolve(null),
  });
});

/** What the newsroom says of a picture or a post; null where it does not answer. */
export const lookUp = async (address, id) => {
  const answer = await fetch(address.replace("/0/", `/${encodeURIComponent(id)}/`), {
    credentials: "same-origin", headers: { Accept: "application/json" },
  }).catch(() => null);
  return answer?.ok && answer.headers.get("Content-Type")?.startsWith("application/json") ? answer.json() : null;
};

export { element };
