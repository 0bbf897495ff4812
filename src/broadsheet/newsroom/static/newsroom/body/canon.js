// Between the HTML of a body and the tree that the editor edits, both ways; and whether two bodies mean the same.
//
// What the editor's schema can not hold by itself (a ruby, a list with stray words between its items) travels as an
// element with "data-raw", which holds its HTML untouched. Words that stand in a list item, a cell or a quotation
// without a paragraph get one here that is taken away again: "data-form" says what they were.
import { BLOCKS, CLASSES, MARKS, attributesOf, hasBlocks, isBlank, isBlock, keptValue, make, parse, tagOf } from "./forms.js";

const WORDS_ONLY = new Set(["p", "h2", "h3", "h4", "pre"]);
const CONTAINERS = new Set(["blockquote", "aside", "div"]);
// Where a lone paragraph is written without its tags.
const COMPACT = new Set(["li", "td", "th", "dd"]);
const HOLDS_WORDS = new Set([...CONTAINERS, ...COMPACT, "details"]);

const OURS = ["raw", "form", "kind", "block", "section", "starts", "frame", "title"].map((name) => `data-${name}`);

const elements = (node) => [...node.childNodes].filter((each) => !isBlank(each));
const only = (node, tags) => elements(node).every((each) => tags.includes(tagOf(each)));

const rawBlock = (element) => make("div", { "data-raw": element.outerHTML });
const keepRaw = (element) => element.replaceWith(rawBlock(element));

const prepareWords = (element) => {
  for (const node of [...element.childNodes]) {
    const tag = tagOf(node);
    if (!tag || tag === "br" || tag === "img") continue;
    const says = node.textContent.trim() || node.querySelector("img, br");
    if (!MARKS.includes(tag) || (!says && node.id)) {
      node.replaceWith(make("span", { "data-raw": node.outerHTML }));
    } else {
      prepareWords(node);
    }
  }
};

const PREPARE = {
  figure(figure) {
    const parts = elements(figure);
    const caption = tagOf(parts.at(-1) || figure) === "figcaption" ? parts.pop() : null;
    const tags = parts.map(tagOf);
    const gallery = tags.length > 0 && tags.every((tag) => tag === "figure");
    const one = tags.length === 1 && parts[0];
    const linked = one && tags[0] === "a" && only(one, ["img"]) && elements(one).length === 1;
    const held = gallery || linked || (one && ["img", "table", "pre", "blockquote"].includes(tags[0]));
    if (!held || (caption && hasBlocks(caption)) || (figure.className && !gallery)) return keepRaw(figure);
    figure.setAttribute("data-kind", gallery ? "gallery" : "one");
    figure.querySelectorAll(":scope > img, :scope > a > img").forEach((image) => image.setAttribute("data-block", ""));
    if (caption) prepareWords(caption);
    parts.forEach((part) => PREPARE[tagOf(part)]?.(part));
    if (tags[0] === "pre" || tags[0] === "blockquote") prepareBlock(parts[0]);
  },
  table(table) {
    const caption = elements(table).find((each) => tagOf(each) === "caption");
    const parts = elements(table).filter((each) => each !== caption);
    const rows = parts.flatMap(elements);
    const plain = parts.length > 0 && rows.length > 0
      && parts.every((part) => ["thead", "tbody", "tfoot"].includes(tagOf(part)) && !part.attributes.length)
      && rows.every((row) => tagOf(row) === "tr" && elements(row).length && only(row, ["td", "th"]));
    if (!plain || (caption && (hasBlocks(caption) || caption !== elements(table)[0]))) return keepRaw(table);
    for (const part of parts) {
      elements(part).forEach((row, place) => {
        row.setAttribute("data-section", tagOf(part));
        if (!place) row.setAttribute("data-starts", "");
        elements(row).forEach(prepareFlow);
      });
    }
    if (caption) {
      const title = make("div", { "data-title": "" }, ...caption.childNodes);
      attributesOf("caption").forEach((name) => caption.hasAttribute(name)
        && title.setAttribute(name, caption.getAttribute(name)));
      caption.remove();
      prepareWords(title);
      const frame = make("div", { "data-frame": "" });
      table.replaceWith(frame);
      frame.append(title, table);
    }
  },
  dl(list) {
    const items = elements(list);
    const odd = items.some((each) => tagOf(each) === "dt" && hasBlocks(each));
    if (!items.length || odd || !only(list, ["dt", "dd"])) return keepRaw(list);
    items.forEach((each) => (tagOf(each) === "dt" ? prepareWords(each) : prepareFlow(each)));
  },
  details(details) {
    const parts = elements(details);
    const odd = parts.filter((each) => tagOf(each) === "summary").length !== 1 || tagOf(parts[0]) !== "summary";
    if (odd || hasBlocks(parts[0])) return keepRaw(details);
    prepareWords(parts[0]);
    prepareFlow(details);
  },
};
PREPARE.ul = PREPARE.ol = (list) => {
  if (!elements(list).length || !only(list, ["li"])) return keepRaw(list);
  elements(list).forEach(prepareFlow);
};

const prepareBlock = (element) => {
  const tag = tagOf(element);
  if (PREPARE[tag]) return PREPARE[tag](element);
  if (tag === "hr") return undefined;
  if (WORDS_ONLY.has(tag)) return hasBlocks(element) ? keepRaw(element) : prepareWords(element);
  if (CONTAINERS.has(tag)) return prepareFlow(element);
  return keepRaw(element); // a row without its table, a caption without its figure
};

/** Give loose words a paragraph, and prepare every block. */
const prepareFlow = (container) => {
  let loose = null;
  for (const node of [...container.childNodes]) {
    if (isBlock(node)) {
      loose = null;
    } else if (node.nodeType === 1 && hasBlocks(node)) {
      loose = null;
      keepRaw(node);
    } else if (loose) {
      loose.append(node);
    } else if (!isBlank(node)) {
      loose = make("p", { "data-form": "bare" });
      node.replaceWith(loose);
      loose.append(node);
    }
  }
  const compact = COMPACT.has(tagOf(container));
  for (const block of elements(container)) {
    if (block.hasAttribute("data-raw") || tagOf(block) === "summary") continue;
    if (compact && tagOf(block) === "p" && !block.hasAttribute("data-form")) block.setAttribute("data-form", "p");
    prepareBlock(block);
  }
  if (compact && !elements(container).length) container.replaceChildren(make("p", { "data-form": "bare" }));
};

/** A tree of HTML, made such that the editor's schema takes all of it. */
export const prepare = (root) => {
  OURS.forEach((name) => root.querySelectorAll(`[${name}]`).forEach((element) => element.removeAttribute(name)));
  prepareFlow(root);
  return root;
};

const unwrapped = (paragraph) => {
  const container = paragraph.parentNode;
  const form = paragraph.getAttribute("data-form");
  if (form === "p" || [...paragraph.attributes].some((each) => each.name !== "data-form")) return false;
  const beside = [paragraph.previousElementSibling, paragraph.nextElementSibling];
  // Two of them side by side would run into one.
  if (beside.some((each) => each && tagOf(each) === "p" && each.getAttribute("data-form") === "bare")) return false;
  if (form === "bare") return HOLDS_WORDS.has(tagOf(container));
  return COMPACT.has(tagOf(container)) && container.querySelectorAll(":scope > p").length === 1;
};

const finishTable = (table) => {
  const rows = [...table.querySelectorAll(":scope > tr, :scope > tbody > tr")];
  let section = null;
  const sections = rows.map((row) => {
    // A row that was added belongs to the rows it was added to.
    section = row.getAttribute("data-section") || (section === "tfoot" ? "tfoot" : "tbody");
    return section;
  });
  table.replaceChildren();
  rows.forEach((row, place) => {
    const starts = row.hasAttribute("data-starts") && row.hasAttribute("data-section");
    if (!place || sections[place] !== sections[place - 1] || starts) table.append(make(sections[place]));
    row.removeAttribute("data-section");
    row.removeAttribute("data-starts");
    table.lastChild.append(row);
  });
};

/** The HTML of a tree that the editor wrote. */
export const finish = (root) => {
  root.querySelectorAll("table").forEach(finishTable);
  root.querySelectorAll("[data-frame]").forEach((frame) => {
    const title = frame.querySelector(":scope > [data-title]");
    const table = frame.querySelector(":scope > table");
    const caption = make("caption", {}, ...title.childNodes);
    attributesOf("caption").forEach((name) => title.hasAttribute(name)
      && caption.setAttribute(name, title.getAttribute(name)));
    if (caption.hasChildNodes()) table.prepend(caption);
    frame.replaceWith(table);
  });
  const paragraphs = [...root.querySelectorAll("p")];
  const bare = paragraphs.filter((each) => each.parentNode !== root && unwrapped(each));
  bare.forEach((each) => each.replaceWith(...each.childNodes));
  root.querySelectorAll("[data-form]").forEach((each) => each.removeAttribute("data-form"));
  root.querySelectorAll("[data-kind]").forEach((each) => each.removeAttribute("data-kind"));
  root.querySelectorAll("[data-block]").forEach((each) => each.removeAttribute("data-block"));
  root.querySelectorAll("[data-raw]").forEach((each) => {
    each.replaceWith(...parse(each.getAttribute("data-raw")).childNodes);
  });
  while (root.lastElementChild && isEmptyParagraph(root.lastElementChild)) root.lastElementChild.remove();
  return root.innerHTML;
};

const isEmptyParagraph = (element) => tagOf(element) === "p" && !element.attributes.length && !element.hasChildNodes();

// -- whether two bodies mean the same ------------------------------------------------------------------------------

const signature = (element) => {
  const tag = tagOf(element);
  const kept = attributesOf(tag).sort().map((name) => {
    const value = element.hasAttribute(name) ? keptValue(tag, name, element.getAttribute(name)) : null;
    const said = value !== null && !(name === "alt" && !value) && !(/span$/.test(name) && value === "1");
    return said ? ` ${name}=${value}` : "";
  });
  return `${tag}${kept.join("")}`;
};

class Reading {
  constructor() {
    this.tokens = [];
    this.space = true;
  }

  line(token) {
    const last = this.tokens.at(-1);
    // A space before the end of a line is none.
    if (last?.words?.endsWith(" ") && !last.pre) last.words = last.words.slice(0, -1);
    if (last?.words === "") this.tokens.pop();
    this.tokens.push({ token });
    this.space = true;
  }

  words(text, marks, pre) {
    let said = text;
    if (!pre) {
      said = text.replace(/[ \t\n\r\f]+/g, " ");
      if (this.space) said = said.replace(/^ /, "");
      if (said) this.space = said.endsWith(" ");
    }
    if (!said) return;
    const last = this.tokens.at(-1);
    if (last?.words !== undefined && last.marks === marks) last.words += said;
    else this.tokens.push({ words: said, marks, pre });
  }

  node(node, marks, pre) {
    const tag = tagOf(node);
    if (!tag) return node.nodeType === 3 ? this.words(node.data, [...marks].sort().join(), pre) : undefined;
    if (BLOCKS.has(tag)) return this.block(node, pre);
    if (tag === "br" || tag === "img") {
      if (tag === "br") this.line("br");
      else this.tokens.push({ token: `${signature(node)} in ${[...marks].sort().join()}` });
      if (tag === "img") this.space = false;
      return undefined;
    }
    const known = MARKS.includes(tag);
    const says = node.textContent.trim() || node.querySelector("img, br");
    if (!known || (!says && node.id)) {
      this.tokens.push({ token: node.outerHTML });
      return undefined;
    }
    const inner = new Set(marks).add(signature(node));
    return node.childNodes.forEach((each) => this.node(each, signature(node) === "span" ? marks : inner, pre));
  }

  block(element, pre) {
    const tag = tagOf(element);
    // Words of the body itself are a paragraph.
    const loose = tag === "p" && tagOf(element.parentNode) === "div" && !element.parentNode.parentNode;
    if (loose && !element.attributes.length && !element.textContent.trim() && !element.querySelector("img")) return;
    const name = loose && signature(element) === "p" ? "words" : signature(element);
    this.line(name);
    element.childNodes.forEach((each) => this.node(each, new Set(), pre || tag === "pre"));
    this.line(name === "words" ? "words" : `/${tag}`);
  }
}

/** What a body says, as text that is the same for bodies that mean the same. */
export const meaning = (html) => {
  const root = parse(html);
  // Words that lie bare between blocks are read as paragraphs.
  let loose = null;
  for (const node of [...root.childNodes]) {
    const block = isBlock(node) || (node.nodeType === 1 && hasBlocks(node));
    if (block) loose = null;
    else if (loose) loose.append(node);
    else if (!isBlank(node)) {
      loose = make("p");
      node.replaceWith(loose);
      loose.append(node);
    }
  }
  const reading = new Reading();
  root.childNodes.forEach((each) => reading.node(each, new Set(), false));
  reading.line("end");
  return reading.tokens.map((each) => each.token ?? `"${each.words}" in ${each.marks}`).join("\n");
};

export { CLASSES };
