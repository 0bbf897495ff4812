// What a body is made of, as broadsheet/archive/canonical.py defines it; and HTML as an inert tree.
//
// A tree made here belongs to a document without a window: nothing in it loads, runs or is shown, whatever it holds.

export const MARKS = [
  "a", "em", "strong", "s", "u", "sub", "sup", "code", "cite", "mark", "span", "q", "abbr", "small", "del", "ins", "kbd",
  "bdi", "bdo",
];
const RUBY = ["ruby", "rt", "rp"];
export const FLOW = [
  "blockquote", "ul", "ol", "figure", "table", "tbody", "thead", "tfoot", "tr", "aside", "dl", "details", "div",
];
export const LEAVES = [
  "p", "h2", "h3", "h4", "li", "pre", "hr", "figcaption", "caption", "th", "td", "dt", "dd", "summary",
];
export const BLOCKS = new Set([...FLOW, ...LEAVES]);
export const KNOWN = new Set([...BLOCKS, ...MARKS, ...RUBY, "br", "img"]);

const EVERYWHERE = ["dir", "lang"];
const OWN = {
  a: ["href", "hreflang", "id", "data-post"],
  img: ["src", "alt", "width", "height", "data-image"],
  abbr: ["title"],
  ol: ["start", "reversed", "id"],
  td: ["colspan", "rowspan", "id"],
  th: ["colspan", "rowspan", "id", "scope"],
  figure: ["class", "id"],
  aside: ["class", "id"],
  blockquote: ["class", "id"],
  span: ["id"],
  sup: ["id"],
};
export const CLASSES = { figure: "gallery", aside: "card", blockquote: "pullquote" };

/** The attributes that an element may have. */
export const attributesOf = (tag) => [...EVERYWHERE, ...(OWN[tag] || (BLOCKS.has(tag) ? ["id"] : []))];

/** What is kept of an attribute's value; null where none of it is. */
export const keptValue = (tag, name, value) => {
  if (name === "class") return value.split(/\s+/).includes(CLASSES[tag]) ? CLASSES[tag] : null;
  if (name === "dir") return /^(rtl|ltr)$/i.test(value.trim()) ? value.trim().toLowerCase() : null;
  return value;
};

const inert = document.implementation.createHTMLDocument("");

/** An element of the inert document. */
export const make = (tag, attributes = {}, ...content) => {
  const element = inert.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...content);
  return element;
};

/** HTML as an inert tree, under one element. */
export const parse = (html) => {
  const page = new DOMParser().parseFromString(`<body>${html}`, "text/html");
  return make("div", {}, ...page.body.childNodes);
};

export const inertDocument = inert;
export const tagOf = (node) => (node.nodeType === 1 ? node.localName : "");
export const isBlank = (node) => node.nodeType === 8 || (node.nodeType === 3 && !/[^ \t\n\r\f]/.test(node.data));
export const isBlock = (node) => BLOCKS.has(tagOf(node));
export const hasBlocks = (element) => [...element.querySelectorAll("*")].some(isBlock);

const RTL = /[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/** The direction that the first letter of some words gives them; null where there is none. */
export const firstStrong = (text) => {
  const letter = /[\p{L}\u200e\u200f]/u.exec(text);
  return letter && (RTL.test(letter[0]) ? "rtl" : "ltr");
};

const SCHEMES = new Set(["http:", "https:", "mailto:", "tel:", "xmpp:", "magnet:"]);

/** The address that a link gets, or null where its scheme is none that readers should follow. */
export const safeAddress = (typed) => {
  const address = typed.trim();
  // Browsers drop these within a scheme, so that they must not hide one.
  const bare = address.replace(/[\u0000-\u0020\u007f-\u00a0]/g, "");
  if (!bare) return null;
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(bare);
  if (scheme) {
    const known = SCHEMES.has(`${scheme[1].toLowerCase()}:`);
    // "example.org:8000/page" is a host and no scheme.
    return known ? address : /^[^/:]+\.[^/:]+:\d+(\/|$)/.test(bare) ? `https://${address}` : null;
  }
  if (/^[#/?.]/.test(bare)) return address;
  if (/^[^\s/@]+@[^\s/@]+\.[^\s/@]+$/.test(bare)) return `mailto:${address}`;
  return `https://${address}`;
};
