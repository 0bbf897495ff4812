// The editor's schema: every construct of a canonical body as a node or a mark of its own, with the attributes it may
// have. What stands in no rule here travels as a raw node (see canon.js), so that nothing is lost by being opened.
import * as T from "../../django_prose_editor/editor.js";
import { attributesOf, keptValue, MARKS, parse } from "./forms.js";

const { Node, Mark } = T;

/** Tiptap's attributes for what an element may have; a copy that a split leaves behind gets no id. */
const attributes = (tag, more = {}) => () => {
  const found = {};
  for (const name of attributesOf(tag)) {
    found[name] = {
      default: null,
      keepOnSplit: name === "dir" || name === "lang",
      parseHTML: (element) => (element.hasAttribute(name) ? keptValue(tag, name, element.getAttribute(name)) : null),
      renderHTML: (values) => (values[name] === null ? {} : { [name]: values[name] }),
    };
  }
  return { ...found, ...more };
};

const flag = (name, { split = false } = {}) => ({
  [name]: {
    default: null,
    keepOnSplit: split,
    parseHTML: (element) => element.getAttribute(name),
    renderHTML: (values) => (values[name] === null ? {} : { [name]: values[name] }),
  },
});

const block = (name, tag, content, options = {}) => Node.create({
  name,
  group: options.group === undefined ? "block" : options.group,
  content,
  defining: options.defining ?? true,
  isolating: options.isolating ?? false,
  addAttributes: attributes(options.attributesOf || tag, options.more),
  parseHTML: () => [{ tag: options.rule || tag, priority: options.priority }],
  renderHTML: ({ HTMLAttributes }) => [tag, { ...options.fixed, ...HTMLAttributes }, 0],
});

// Blocks of words.
const Paragraph = T.Paragraph.extend({
  addAttributes: attributes("p", flag("data-form", { split: true })),
  parseHTML: () => [{ tag: "p" }],
  renderHTML: ({ HTMLAttributes }) => ["p", HTMLAttributes, 0],
});
const Heading = T.Heading.extend({
  addAttributes() {
    return { ...this.parent(), ...attributes("h2")() };
  },
}).configure({ levels: [2, 3, 4] });
const Preformatted = Node.create({
  name: "preformatted",
  group: "block",
  content: "inline*",
  whitespace: "pre",
  code: false,
  defining: true,
  addAttributes: attributes("pre"),
  parseHTML: () => [{ tag: "pre", preserveWhitespace: "full" }],
  renderHTML: ({ HTMLAttributes }) => ["pre", HTMLAttributes, 0],
  addKeyboardShortcuts() {
    return {
      Enter: ({ editor }) => breakLine(editor),
    };
  },
});
/** Enter in text as typed is a line's end; on an empty last line it goes on below. */
const breakLine = (editor) => {
  const { $from, empty } = editor.state.selection;
  if ($from.parent.type.name !== "preformatted") return false;
  const last = empty && $from.parentOffset === $from.parent.content.size;
  if (!last || !$from.parent.textContent.endsWith("\n")) return editor.commands.insertContent({ type: "text", text: "\n" });
  const after = $from.after() - 1;
  return editor.chain().deleteRange({ from: $from.pos - 1, to: $from.pos })
    .insertContentAt(after, { type: "paragraph" }).setTextSelection(after + 1).run();
};
const Caption = Node.create({
  name: "caption",
  content: "inline*",
  isolating: true,
  defining: true,
  addAttributes: attributes("figcaption"),
  parseHTML: () => [{ tag: "figcaption" }],
  renderHTML: ({ HTMLAttributes }) => ["figcaption", HTMLAttributes, 0],
  addKeyboardShortcuts() {
    return { Enter: ({ editor }) => leaveCaption(editor) };
  },
});

/** Enter in a caption goes on below its picture. */
const leaveCaption = (editor) => {
  const { $from } = editor.state.selection;
  if (!["caption", "title"].includes($from.parent.type.name)) return false;
  let depth = $from.depth - 1;
  while (depth > 1 && ["figure", "frame"].includes($from.node(depth - 1).type.name)) depth -= 1;
  const after = $from.after(depth);
  const next = editor.state.doc.nodeAt(after);
  const chain = editor.chain();
  if (next?.type.name !== "paragraph") chain.insertContentAt(after, { type: "paragraph" });
  return chain.setTextSelection(after + 1).run();
};

// Blocks of blocks.
const Blockquote = T.Blockquote.extend({
  addAttributes: attributes("blockquote"),
  addInputRules() {
    return [T.wrappingInputRule({ find: /^\s*>\s$/, type: this.type })];
  },
  parseHTML: () => [{ tag: "blockquote" }],
  renderHTML: ({ HTMLAttributes }) => ["blockquote", HTMLAttributes, 0],
});
const Card = block("card", "aside", "block+", { isolating: true });
const Division = block("division", "div", "block+", { rule: "div:not([data-raw]):not([data-frame]):not([data-title])" });
const Terms = block("terms", "dl", "(term | meaning)+", { isolating: true });
const Term = block("term", "dt", "inline*", { group: "" });
const Meaning = block("meaning", "dd", "block+", { group: "" });
const Details = block("details", "details", "summary block*", { isolating: true });
const Summary = block("summary", "summary", "inline*", { group: "", isolating: true });

// Lists.
const BulletList = T.BulletList.extend({
  addAttributes: attributes("ul"),
  renderHTML: ({ HTMLAttributes }) => ["ul", HTMLAttributes, 0],
});
const OrderedList = T.OrderedList.extend({
  addAttributes: attributes("ol"),
  parseHTML: () => [{ tag: "ol" }],
  renderHTML: ({ HTMLAttributes }) => ["ol", HTMLAttributes, 0],
  addInputRules() {
    return [T.wrappingInputRule({
      find: /^([\d۰-۹٠-٩]{1,3})[.)]\s$/,
      type: this.type,
      getAttributes: (match) => (/^0*[1۱١]$/.test(match[1]) || !/^\d+$/.test(match[1]) ? {} : { start: String(+match[1]) }),
    })];
  },
}).configure({ enableListAttributes: false });
const ListItem = T.ListItem.extend({
  content: "block+",
  addAttributes: attributes("li"),
  parseHTML: () => [{ tag: "li" }],
  renderHTML: ({ HTMLAttributes }) => ["li", HTMLAttributes, 0],
});

// Pictures, and whatever else has a caption.
const Figure = block("figure", "figure", "(picture | table | preformatted | blockquote) caption?", {
  rule: "figure[data-kind=one]", isolating: true, fixed: { "data-kind": "one" },
}).extend({ marks: "link", draggable: true });
const Gallery = block("gallery", "figure", "figure+ caption?", {
  rule: "figure[data-kind=gallery]", isolating: true, fixed: { "data-kind": "gallery" }, priority: 60,
});
// A picture always says what it shows, or that there is nothing to say.
const described = () => {
  const found = attributes("img")();
  return { ...found, alt: { ...found.alt, renderHTML: (values) => ({ alt: values.alt || "" }) } };
};
const Picture = Node.create({
  name: "picture",
  atom: true,
  marks: "",
  addAttributes: described,
  parseHTML: () => [{ tag: "img[data-block]", priority: 60 }],
  renderHTML: ({ HTMLAttributes }) => ["img", { ...HTMLAttributes, "data-block": "" }],
});
const InlinePicture = Node.create({
  name: "inlinePicture",
  group: "inline",
  inline: true,
  atom: true,
  addAttributes: described,
  parseHTML: () => [{ tag: "img" }],
  renderHTML: ({ HTMLAttributes }) => ["img", HTMLAttributes],
});

// Tables. A table with a caption of its own lies in a frame, since the rows of a table must be all it holds.
const cellAttributes = (tag) => {
  const span = (name) => ({
    default: 1,
    parseHTML: (element) => Math.max(1, parseInt(element.getAttribute(name), 10) || 1),
    renderHTML: (values) => (values[name] > 1 ? { [name]: values[name] } : {}),
  });
  const colwidth = { default: null, parseHTML: () => null, renderHTML: () => ({}) };
  return attributes(tag, { colspan: span("colspan"), rowspan: span("rowspan"), colwidth });
};
const cell = (base, tag) => base.extend({
  content: "block+",
  addAttributes: cellAttributes(tag),
  parseHTML: () => [{ tag }],
  renderHTML: ({ HTMLAttributes }) => [tag, HTMLAttributes, 0],
});
const Table = T.Table.extend({
  addAttributes: attributes("table"),
  parseHTML: () => [{ tag: "table" }],
  renderHTML: ({ HTMLAttributes }) => ["table", HTMLAttributes, ["tbody", 0]],
  addNodeView: () => null,
}).configure({ resizable: false });
const TableRow = T.TableRow.extend({
  content: "(tableCell | tableHeader)+",
  addAttributes: attributes("tr", { ...flag("data-section"), ...flag("data-starts") }),
  parseHTML: () => [{ tag: "tr" }],
  renderHTML: ({ HTMLAttributes }) => ["tr", HTMLAttributes, 0],
});
const Frame = block("frame", "div", "title table", { rule: "div[data-frame]", isolating: true, priority: 70, fixed: { "data-frame": "" } });
const Title = block("title", "div", "inline*", {
  group: "", rule: "div[data-title]", priority: 70, attributesOf: "caption", fixed: { "data-title": "" }, isolating: true,
});

// What the schema can not hold, as it is.
const raw = (name, tag, options) => Node.create({
  name,
  atom: true,
  ...options,
  addAttributes: () => flag("data-raw"),
  parseHTML: () => [{ tag: `${tag}[data-raw]`, priority: 100 }],
  renderHTML: ({ HTMLAttributes }) => [tag, HTMLAttributes],
});
const RawBlock = raw("rawBlock", "div", { group: "block" });
const RawInline = raw("rawInline", "span", { group: "inline", inline: true });

// Marks within words.
const SHORTCUTS = { strong: "Mod-b", em: "Mod-i", u: "Mod-u", code: "Mod-e" };
const mark = (tag) => Mark.create({
  name: tag === "a" ? "link" : tag,
  inclusive: tag !== "a",
  // Spans may lie in one another, each saying something else.
  excludes: tag === "span" ? "" : undefined,
  keepOnSplit: tag !== "a",
  addAttributes: attributes(tag),
  parseHTML: () => [{ tag: tag === "span" ? "span:not([data-raw])" : tag }],
  renderHTML: ({ HTMLAttributes }) => [tag, HTMLAttributes, 0],
  addKeyboardShortcuts() {
    return SHORTCUTS[tag] ? { [SHORTCUTS[tag]]: ({ editor }) => editor.commands.toggleMark(this.name) } : {};
  },
});

const HardBreak = T.HardBreak.extend({
  parseHTML: () => [{ tag: "br" }],
  renderHTML: () => ["br"],
});
const Rule = T.HorizontalRule.extend({
  addAttributes: attributes("hr"),
  renderHTML: ({ HTMLAttributes }) => ["hr", HTMLAttributes],
});

/** Every extension that has a part in the schema. */
export const SCHEMA = [
  T.Document, T.Text, Paragraph, Heading, Preformatted, Blockquote, BulletList, OrderedList, ListItem, HardBreak, Rule,
  Figure, Gallery, Caption, Picture, InlinePicture, Frame, Title, Table, TableRow, cell(T.TableCell, "td"),
  cell(T.TableHeader, "th"), Card, Division, Terms, Term, Meaning, Details, Summary, RawBlock, RawInline,
  ...MARKS.map(mark),
];

/** A body's document as HTML of the editor's own, in an inert tree. */
export const treeOf = (doc, inert) => {
  const root = inert.createElement("div");
  const serializer = T.pm.model.DOMSerializer.fromSchema(doc.type.schema);
  root.append(serializer.serializeFragment(doc.content, { document: inert }));
  return root;
};

/** A prepared tree as the document of a schema. */
export const documentOf = (root, schema) => T.pm.model.DOMParser.fromSchema(schema).parse(root, { preserveWhitespace: false });

export { T, parse };
