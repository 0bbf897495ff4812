// What buttons put into a body: pictures, cards, links to posts and to elsewhere.
import { ask, choose, lookUp } from "./dialogues.js";
import { T } from "./schema.js";

const { TextSelection } = T.pm.state;

/** Put a block below the one that is written in, or in place of it where it is empty; writing goes on below. */
export const insertBlock = (editor, json) => {
  const { state, view } = editor;
  const block = state.schema.nodeFromJSON(json);
  const { $to } = state.selection;
  let depth = $to.depth;
  const fits = () => $to.node(depth - 1).canReplaceWith($to.indexAfter(depth - 1), $to.indexAfter(depth - 1), block.type)
    && !["figure", "gallery", "frame"].includes($to.node(depth - 1).type.name);
  while (depth > 1 && !fits()) depth -= 1;
  const transaction = state.tr;
  let place = depth ? $to.after(depth) : $to.pos;
  const empty = depth && $to.node(depth).type.name === "paragraph" && !$to.node(depth).content.size;
  if (empty) {
    place = $to.before(depth);
    transaction.replaceWith(place, $to.after(depth), block);
  } else {
    transaction.insert(place, block);
  }
  const end = place + block.nodeSize;
  const next = transaction.doc.nodeAt(end);
  if (!next?.isTextblock) transaction.insert(end, state.schema.nodes.paragraph.create());
  transaction.setSelection(TextSelection.near(transaction.doc.resolve(end + 1)));
  view.dispatch(transaction.scrollIntoView());
  view.focus();
};

export const insertPicture = async (editor, desk) => {
  const id = await choose(desk.data.pictures, () => editor.view.focus());
  if (!id) return;
  const found = await lookUp(desk.data.pictureWords, id);
  if (!found) {
    desk.tell(desk.words.noAnswer);
    return;
  }
  const caption = [];
  if (found.caption) caption.push({ type: "text", text: found.credit ? `${found.caption} ` : found.caption });
  if (found.credit) caption.push({ type: "text", text: found.credit, marks: [{ type: "cite" }] });
  const picture = { type: "picture", attrs: {
    src: found.src, alt: found.alt, width: String(found.width), height: String(found.height), "data-image": String(id),
  } };
  insertBlock(editor, { type: "figure", content: [picture, { type: "caption", content: caption }] });
};

/** Put a link on what is selected, or its words where nothing is. */
const putLink = (editor, attributes, words) => {
  const chain = editor.chain().focus();
  if (editor.isActive("link")) chain.extendMarkRange("link").setMark("link", attributes).run();
  else if (!editor.state.selection.empty) chain.setMark("link", attributes).run();
  else chain.insertContent([{ type: "text", text: words, marks: [{ type: "link", attrs: attributes }] }]).unsetMark("link").run();
};

export const linkPost = async (editor, desk) => {
  const id = await choose(desk.data.posts, () => editor.view.focus());
  if (!id) return;
  const found = await lookUp(desk.data.postAddress, id);
  if (!found) {
    desk.tell(desk.words.noAnswer);
    return;
  }
  putLink(editor, { href: found.href, "data-post": String(id), hreflang: null }, found.headline);
  if (!found.live) desk.tell(desk.words.notLive.replace("%s", found.headline));
};

export const linkAddress = async (editor, desk) => {
  const { words } = desk;
  const before = editor.isActive("link") ? editor.getAttributes("link") : {};
  const needsWords = editor.state.selection.empty && !editor.isActive("link");
  const fields = [{ name: "href", label: words.address, value: before.href, address: true, required: true }];
  if (needsWords) fields.push({ name: "words", label: words.linkWords });
  const actions = before.href ? { remove: words.removeLink, post: words.linkPost } : { post: words.linkPost };
  const answer = await ask({ title: words.link, fields, accept: words.apply, actions }, words);
  if (!answer) return void editor.view.focus();
  if (answer.action === "post") return void linkPost(editor, desk);
  if (answer.action) return void editor.chain().focus().extendMarkRange("link").unsetMark("link").run();
  // An address that was left as it is still leads to its post.
  if (answer.href === before.href) return void editor.view.focus();
  putLink(editor, { href: answer.href, "data-post": null }, answer.words || answer.href.replace(/^(https?:\/\/|mailto:)/, ""));
};

export const insertCard = async (editor, desk) => {
  const { words } = desk;
  const answer = await ask({
    title: words.card, note: words.cardNote, accept: words.apply,
    fields: [
      { name: "href", label: words.address, address: true, required: true },
      { name: "words", label: words.cardWords },
    ],
  }, words);
  if (!answer) return void editor.view.focus();
  const text = { type: "text", text: answer.words || answer.href, marks: [{ type: "link", attrs: { href: answer.href } }] };
  insertBlock(editor, { type: "card", attrs: { class: "card" }, content: [{ type: "paragraph", content: [text] }] });
};

export const insertTable = (editor) => {
  const cell = (type) => ({ type, content: [{ type: "paragraph" }] });
  const row = (type) => ({ type: "tableRow", content: [cell(type), cell(type), cell(type)] });
  const rows = [row("tableHeader"), row("tableCell"), row("tableCell")];
  insertBlock(editor, { type: "table", content: rows });
  // Writing begins in the first cell.
  const { state } = editor;
  let first = null;
  state.doc.descendants((node, place) => {
    if (node.type.name === "table" && place < state.selection.from) first = place;
    return node.type.name !== "table";
  });
  if (first !== null) editor.commands.setTextSelection(first + 4);
};

/** A quotation set apart, or an ordinary one again. */
export const togglePullQuote = (editor) => {
  const chain = editor.chain().focus();
  if (!editor.isActive("blockquote")) return chain.toggleBlockquote().updateAttributes("blockquote", { class: "pullquote" }).run();
  const now = editor.getAttributes("blockquote").class;
  return chain.updateAttributes("blockquote", { class: now ? null : "pullquote" }).run();
};

/** Words without any mark, in ordinary paragraphs. */
export const clearForm = (editor) => {
  const { state, view } = editor;
  const { from, to } = state.selection;
  const transaction = state.tr.removeMark(from, to);
  view.dispatch(transaction);
  editor.chain().focus().setNode("paragraph").run();
};
