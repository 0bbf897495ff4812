// Which way a block runs. Written only where somebody set it; otherwise each block runs as its first letter says, in the
// editor as on the page (archive/printing.py), and nothing is stored.
import { firstStrong } from "./forms.js";
import { T } from "./schema.js";

const { Plugin, PluginKey } = T.pm.state;
const { Decoration, DecorationSet } = T.pm.view;

// A browser that looks for a block's direction skips the blocks in it that have one, so that every block is told.
const decorations = (doc) => {
  const found = [];
  doc.descendants((node, place) => {
    if (!node.isBlock || node.isAtom) return false;
    if (!node.attrs.dir) {
      const dir = firstStrong(node.textContent);
      if (dir) found.push(Decoration.node(place, place + node.nodeSize, { dir }));
    }
    return !node.isTextblock;
  });
  return DecorationSet.create(doc, found);
};

const key = new PluginKey("direction");
const shown = () => new Plugin({
  key,
  state: {
    init: (_, state) => decorations(state.doc),
    apply: (transaction, before) => (transaction.docChanged ? decorations(transaction.doc) : before),
  },
  props: { decorations: (state) => key.getState(state) },
});

/** The blocks of a selection whose direction is set: an item of a list as a whole, with its mark. */
const blocksIn = ({ doc, selection }) => {
  const found = new Map();
  doc.nodesBetween(selection.from, selection.to, (node, place, parent, index) => {
    if (!node.isTextblock) return true;
    const item = parent.type.name === "listItem" && index === 0;
    found.set(item ? place - 1 : place, item ? parent : node);
    return false;
  });
  return found;
};

/** The direction that was set for all selected blocks, null where none was. */
export const directionOf = (state) => {
  const set = new Set([...blocksIn(state).values()].map((node) => node.attrs.dir));
  return set.size === 1 ? [...set][0] : undefined;
};

export const Direction = T.Extension.create({
  name: "direction",
  addCommands: () => ({
    setDirection: (dir) => ({ state, tr, dispatch }) => {
      if (dispatch) blocksIn(state).forEach((_, place) => tr.setNodeAttribute(place, "dir", dir));
      return true;
    },
  }),
  addProseMirrorPlugins: () => [shown()],
});
