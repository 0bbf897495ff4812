// HTML from elsewhere, made such that a body may hold it: what is known keeps its tag, what only looks like something
// gets the tag for it, everything else loses its tags and keeps its words.
//
// Pictures from elsewhere are taken out and told: a page of the paper asks nobody else for anything.
import {
  BLOCKS, KNOWN, attributesOf, firstStrong, hasBlocks, isBlank, keptValue, make, parse, safeAddress, tagOf,
} from "./forms.js";
import { isWord, listsOfWord } from "./word.js";

const GONE = new Set([
  "script", "style", "head", "title", "meta", "link", "template", "noscript", "object", "embed", "applet", "svg", "math",
  "button", "input", "select", "textarea", "canvas", "base", "xml", "colgroup", "col",
]);
const RENAMED = {
  b: "strong", i: "em", strike: "s", h1: "h2", h5: "h4", h6: "h4", tt: "code", samp: "code", big: "span", var: "em",
  dfn: "em", address: "p", center: "div", section: "div", article: "div", main: "div", header: "div", footer: "div",
  nav: "div", listing: "pre", xmp: "pre", menu: "ul", dir: "ul",
};
const SHOWN = { iframe: "src", video: "src", audio: "src" };

/** The pictures of this paper stay. */
const isOwn = (image) => /^\d+$/.test(image.getAttribute("data-image") || "");

const rename = (element, tag) => {
  const renamed = make(tag, {}, ...element.childNodes);
  for (const { name, value } of element.attributes) renamed.setAttribute(name, value);
  element.replaceWith(renamed);
  return renamed;
};
const unwrap = (element) => element.replaceWith(...element.childNodes);
const each = (root, selector, change) => root.querySelectorAll(selector).forEach((element) => {
  if (root.contains(element)) change(element);
});

const wrapInside = (element, tag) => element.replaceChildren(make(tag, {}, ...element.childNodes));

/** Google's documents and Word say in styles what is bold; a bold wrapper around everything says nothing. */
const readStyles = (root) => each(root, "[style]", (element) => {
  // A property by its whole name: Word has "mso-bidi-font-weight" beside it.
  const style = `;${element.getAttribute("style").toLowerCase().replace(/\s+/g, "")}`;
  const says = (pattern) => pattern.test(style);
  const tag = tagOf(element);
  const inline = !BLOCKS.has(tag) && !RENAMED[tag]?.match(/^(div|p|h\d|ul|pre)$/);
  if ((tag === "b" || tag === "strong") && says(/;font-weight:(normal|400)/)) return unwrap(element);
  if ((tag === "i" || tag === "em") && says(/;font-style:normal/)) return unwrap(element);
  if (!inline || hasBlocks(element) || !element.textContent.trim()) return undefined;
  const heading = element.closest("h1,h2,h3,h4,h5,h6,th");
  if (!heading && !/^(b|strong)$/.test(tag) && says(/;font-weight:(bold|[6-9]00)/)) wrapInside(element, "strong");
  if (!/^(i|em)$/.test(tag) && says(/;font-style:italic/)) wrapInside(element, "em");
  if (says(/;text-decoration[^;]*line-through/)) wrapInside(element, "s");
  if (says(/;vertical-align:super/) && tag !== "sup") wrapInside(element, "sup");
  if (says(/;vertical-align:sub\b/) && tag !== "sub") wrapInside(element, "sub");
  return undefined;
});

/** A list that stands between items belongs to the item before it. */
const mendLists = (root) => {
  each(root, "ul > ul, ul > ol, ol > ul, ol > ol", (list) => {
    const before = list.previousElementSibling;
    if (tagOf(before || list) === "li") before.append(list);
    else list.replaceWith(make("li", {}, list.cloneNode(true)));
  });
  each(root, "li > p:only-of-type", (words) => {
    const beside = [...words.parentNode.childNodes].filter((node) => node !== words && !isBlank(node));
    if (beside.every((node) => /^[uo]l$/.test(tagOf(node)))) unwrap(words);
  });
};

/** Captions as WordPress's editors write them. */
const readWordPress = (root) => {
  const walker = root.ownerDocument.createTreeWalker(root, NodeFilter.SHOW_COMMENT);
  const comments = [];
  while (walker.nextNode()) comments.push(walker.currentNode);
  comments.forEach((comment) => comment.remove());
  each(root, ".wp-caption, .wp-block-image:not(figure)", (box) => {
    const image = box.querySelector("img");
    if (!image) return;
    const words = box.querySelector(".wp-caption-text, figcaption");
    const linked = image.parentNode.localName === "a" ? image.parentNode : image;
    const figure = make("figure", {}, linked);
    if (words) figure.append(make("figcaption", {}, ...words.childNodes));
    box.replaceWith(figure);
  });
  each(root, "figure.wp-block-embed, figure.wp-block-video, figure.wp-block-audio", (box) => {
    const address = box.querySelector("[src]")?.getAttribute("src") || box.textContent.trim();
    const caption = box.querySelector("figcaption");
    box.replaceWith(...cardOf(address, caption?.textContent.trim()));
  });
  each(root, "figure.wp-block-gallery, .gallery, .blocks-gallery-grid", (box) => {
    if (box.querySelector("img")) box.setAttribute("class", "gallery");
  });
  each(root, "figure.wp-block-table, figure.wp-block-pullquote, figure.wp-block-quote", (box) => {
    if (box.classList.contains("wp-block-pullquote")) box.querySelector("blockquote")?.setAttribute("class", "pullquote");
    if (!box.querySelector(":scope > figcaption")) unwrap(box);
  });
};

/** The classic editor's shortcode around a picture, in HTML and in plain text. */
export const readCaptions = (html) => html.replace(
  /\[caption[^\]]*\]\s*((?:<a [^>]*>\s*)?<img [^>]*>(?:\s*<\/a>)?)([\s\S]*?)\[\/caption\]/g,
  (_, image, words) => `<figure>${image}<figcaption>${words.trim()}</figcaption></figure>`,
);

const cardOf = (typed, words) => {
  const address = safeAddress((typed || "").replace(/^\/\//, "https://"));
  if (!address || !/^https?:/.test(address)) return words ? [make("p", {}, words)] : [];
  return [make("aside", { class: "card" }, make("p", {}, make("a", { href: address }, words || address)))];
};

const playersToCards = (root) => each(root, Object.keys(SHOWN).join(), (player) => {
  const source = player.getAttribute("src") || player.querySelector("source[src]")?.getAttribute("src");
  player.replaceWith(...cardOf(source, player.getAttribute("title")));
});

/** Google's documents and searches lead through their own counters. */
const straight = (address) => {
  const counted = /^https?:\/\/(?:www\.)?google\.[a-z.]+\/url\?(.*)$/.exec(address);
  const target = counted && (new URLSearchParams(counted[1]).get("q") || new URLSearchParams(counted[1]).get("url"));
  return target || address;
};

const takePictures = (root, left) => {
  each(root, "picture", unwrap);
  each(root, "source, track", (element) => element.remove());
  each(root, "img", (image) => {
    if (isOwn(image)) return;
    const source = image.getAttribute("data-src") || image.getAttribute("src") || "";
    const one = { address: /^(https?:)?\/\//i.test(source) ? source.replace(/^\/\//, "https://") : "", alt: image.alt };
    const tiny = ["width", "height"].some((name) => /^[01]$/.test(image.getAttribute(name) || ""));
    if (!tiny) left.push(one);
    const link = image.closest("a");
    const figure = image.closest("figure");
    image.remove();
    if (link && !link.textContent.trim() && !link.querySelector("img")) link.remove();
    if (figure && !figure.querySelector("img, table, pre, blockquote")) {
      const words = [...figure.querySelectorAll("figcaption")].filter((caption) => caption.textContent.trim());
      figure.replaceWith(...words.map((caption) => make("p", {}, ...caption.childNodes)));
    }
  });
};

const cleanElement = (element, slices) => {
  let current = element;
  if (RENAMED[tagOf(current)]) current = rename(current, RENAMED[tagOf(current)]);
  const tag = tagOf(current);
  if (!KNOWN.has(tag)) return unwrap(current);
  const kept = attributesOf(tag);
  for (const { name, value } of [...current.attributes]) {
    if (name === "data-raw") continue;
    if (slices && ["data-pm-slice", "data-form", "data-kind", "data-block", "data-section", "data-starts", "data-frame",
      "data-title"].includes(name)) continue;
    const said = kept.includes(name) && !(name === "id" && !slices) ? keptValue(tag, name, value) : null;
    if (said === null) current.removeAttribute(name);
    else current.setAttribute(name, said);
  }
  if (!slices) current.removeAttribute("data-raw");
  if (tag === "a" && current.hasAttribute("href")) {
    const address = safeAddress(straight(current.getAttribute("href")));
    if (address) current.setAttribute("href", address);
    else return unwrap(current);
  }
  const marks = ["span", "a", "font", "u"];
  if (marks.includes(tag) && !current.attributes.length && tag !== "u") return unwrap(current);
  return undefined;
};

/** Blocks in a paragraph, and boxes that are only boxes, come apart. */
const flatten = (root) => {
  each(root, "div:not([data-raw]):not([data-frame]):not([data-title])", (box) => {
    if (hasBlocks(box) || !box.textContent.trim()) unwrap(box);
    else rename(box, "p");
  });
  each(root, "strong, em, a, span, u, s, code, small, mark, cite, q", (wrapper) => {
    if (hasBlocks(wrapper)) unwrap(wrapper);
  });
  each(root, "p, h2, h3, h4", (words) => {
    const empty = !words.textContent.replace(/\u00a0/g, " ").trim() && !words.querySelector("img, [data-raw]");
    if (empty && !words.closest("td, th, li, [data-pm-slice]")) words.remove();
  });
  // Programs say of every paragraph which way it runs, as its letters do.
  each(root, "[dir]", (element) => {
    if (BLOCKS.has(tagOf(element)) && firstStrong(element.textContent) === element.getAttribute("dir")) {
      element.removeAttribute("dir");
    }
  });
  each(root, "li:empty, figcaption:empty, strong:empty, em:empty", (element) => element.remove());
};

/**
 * What a body may hold of pasted HTML, as HTML; pictures that were left out are added to `left`.
 *
 * What was copied within the editor says so itself, and keeps what the editor needs to put it back.
 */
export const cleanPasted = (html, left) => {
  const slices = /\sdata-pm-slice=/.test(html);
  const fragment = /<!--\s*StartFragment\s*-->([\s\S]*?)<!--\s*EndFragment\s*-->/.exec(html);
  const root = parse(readCaptions(fragment && !slices ? fragment[1] : html));
  each(root, [...GONE].join(), (element) => element.remove());
  if (isWord(html)) listsOfWord(root);
  each(root, "*", (element) => element.localName.includes(":") && unwrap(element)); // o:p, w:sdt
  if (!slices) {
    readWordPress(root);
    readStyles(root);
  }
  playersToCards(root);
  if (!slices) takePictures(root, left); // nobody loads them: not the editor, not the press
  each(root, "*", (element) => cleanElement(element, slices));
  if (!slices) {
    mendLists(root);
    flatten(root);
  } else {
    root.querySelectorAll("[data-raw]").forEach((element) => {
      const inner = cleanPasted(element.getAttribute("data-raw"), left);
      if (inner) element.setAttribute("data-raw", inner);
      else element.remove();
    });
  }
  return root.innerHTML;
};

const escaped = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");

/** Plain text as paragraphs: a blank line ends one, a line's end within one is kept; without any, every line is one. */
export const paragraphsOf = (text) => {
  if (!/[\r\n]/.test(text)) return `<p>${escaped(text)}</p>`;
  const lines = text.replace(/\r\n?/g, "\n").replace(/^\n+|\n+$/g, "");
  const parts = /\n[ \t]*\n/.test(lines) ? lines.split(/\n(?:[ \t]*\n)+/) : lines.split("\n");
  return parts.map((part) => `<p>${part.split("\n").map((line) => escaped(line.trim())).join("<br>")}</p>`).join("");
};
