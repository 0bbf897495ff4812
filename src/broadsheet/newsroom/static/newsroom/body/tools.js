// The buttons of the editor: what each is called, does, and when it is pressed or of no use.
import { directionOf } from "./direction.js";
import {
  clearForm, insertCard, insertPicture, insertTable, linkAddress, linkPost, togglePullQuote,
} from "./inserting.js";
import { T } from "./schema.js";

const { history } = T.pm;

const mark = (name, icon, keys) => ({
  name, icon, keys, run: (editor) => editor.chain().focus().toggleMark(name).run(), active: (editor) => editor.isActive(name),
});
const heading = (level) => ({
  name: `heading${level}`, icon: `h${level}`, keys: `Mod-Alt-${level}`,
  run: (editor) => editor.chain().focus().toggleHeading({ level }).run(),
  active: (editor) => editor.isActive("heading", { level }),
});
const direction = (name, dir) => ({
  name, icon: name,
  run: (editor) => editor.chain().focus().setDirection(dir).run(),
  active: (editor) => directionOf(editor.state) === dir,
});
const inTable = (name, icon, command) => ({
  name, icon, run: (editor) => editor.chain().focus()[command]().run(), enabled: (editor) => editor.can()[command](),
});
const within = (name) => (editor) => editor.isActive(name);

/** Groups of buttons that are always there. */
export const FIRST = [
  [
    { name: "undo", icon: "undo", keys: "Mod-z", run: (editor) => editor.chain().focus().undo().run(), enabled: (editor) => history.undoDepth(editor.state) > 0 },
    { name: "redo", icon: "redo", keys: "Mod-Shift-z", run: (editor) => editor.chain().focus().redo().run(), enabled: (editor) => history.redoDepth(editor.state) > 0 },
  ],
  [heading(2), heading(3)],
  [
    mark("strong", "bold", "Mod-b"), mark("em", "italic", "Mod-i"),
    { name: "link", icon: "link", keys: "Mod-k", run: linkAddress, active: (editor) => editor.isActive("link") },
    { name: "linkPost", icon: "doc-full", run: linkPost, active: (editor) => !!editor.getAttributes("link")["data-post"] },
  ],
  [
    { name: "bullets", icon: "list-ul", keys: "Mod-Shift-8", run: (editor) => editor.chain().focus().toggleBulletList().run(), active: within("bulletList") },
    { name: "numbers", icon: "list-ol", keys: "Mod-Shift-7", run: (editor) => editor.chain().focus().toggleOrderedList().run(), active: within("orderedList") },
    { name: "quote", icon: "openquote", keys: "Mod-Shift-b", run: (editor) => editor.chain().focus().toggleBlockquote().run(), active: within("blockquote") },
  ],
  [
    { name: "picture", icon: "image", run: insertPicture },
    { name: "card", icon: "card", run: insertCard, active: within("card") },
    { name: "table", icon: "table", run: insertTable, enabled: (editor) => !editor.isActive("table") },
  ],
  [mark("cite", "user")],
  [direction("rtl", "rtl"), direction("ltr", "ltr"), direction("auto", null)],
];

/** Those that are seldom wanted. */
export const MORE = [
  [
    heading(4), mark("u", "underline", "Mod-u"), mark("s", "strikethrough"), mark("sup", "superscript"),
    mark("sub", "subscript"), mark("small", "small"), mark("mark", "mark"), mark("code", "code", "Mod-e"),
  ],
  [
    { name: "pullQuote", icon: "pullquote", run: togglePullQuote, active: (editor) => editor.isActive("blockquote", { class: "pullquote" }) },
    { name: "preformatted", icon: "pre", run: (editor) => editor.chain().focus().toggleNode("preformatted", "paragraph").run(), active: within("preformatted") },
    { name: "rule", icon: "minus", run: (editor) => editor.chain().focus().setHorizontalRule().run() },
    { name: "deeper", icon: "indent", keys: "Tab", run: (editor) => editor.chain().focus().sinkListItem("listItem").run(), enabled: (editor) => editor.can().sinkListItem("listItem") },
    { name: "higher", icon: "outdent", keys: "Shift-Tab", run: (editor) => editor.chain().focus().liftListItem("listItem").run(), enabled: (editor) => editor.can().liftListItem("listItem") },
    { name: "clear", icon: "clear", run: clearForm },
  ],
];

/** Those of a table, while somebody writes in one. */
export const TABLE = [
  [
    inTable("headerRow", "header-row", "toggleHeaderRow"), inTable("rowBefore", "row-before", "addRowBefore"),
    inTable("rowAfter", "row-after", "addRowAfter"), inTable("columnBefore", "column-before", "addColumnBefore"),
    inTable("columnAfter", "column-after", "addColumnAfter"),
  ],
  [
    inTable("deleteRow", "delete-row", "deleteRow"), inTable("deleteColumn", "delete-column", "deleteColumn"),
    inTable("deleteTable", "bin", "deleteTable"),
  ],
];

/** Keys that belong to no button, for the list of keys. */
export const KEYS = [["headingKey", "## "], ["quoteKey", "> "], ["bulletsKey", "- "], ["numbersKey", "1. "],
  ["lineKey", "Shift-Enter"], ["toolsKey", "Alt-F10"]];

const MAC = /Mac|iPhone|iPad/.test(navigator.platform);

/** A key as it is printed on keyboards. */
export const printed = (keys) => (/^[A-Z][a-z]+(-|$)/.test(keys)
  ? keys.replace("Mod", MAC ? "⌘" : "Ctrl").replace("Alt", MAC ? "⌥" : "Alt").replace(/-(?=.)/g, MAC ? "" : "+").replace(/(\+|⌘|⌥|Shift)([a-z])$/, (_, a, b) => a + b.toUpperCase())
  : keys.trim());

/** A key as assistive programs are told. */
export const announced = (keys) => keys.replace("Mod", MAC ? "Meta" : "Control").replace(/-(?=.)/g, "+");
