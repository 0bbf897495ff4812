// A body's HTML into the editor and out of it, and what the editor would change of it.
import { finish, meaning, prepare } from "./canon.js";
import { inertDocument, parse } from "./forms.js";
import { documentOf, treeOf } from "./schema.js";

/** The document that stands for a body's HTML. */
export const read = (html, schema) => documentOf(prepare(parse(html)), schema);

/** The HTML of a document, as it is sent. */
export const write = (doc) => finish(treeOf(doc, inertDocument));

/** True where the editor can hold all that a body says. */
export const holds = (html, schema) => {
  let written;
  try {
    const doc = read(html, schema);
    doc.check();
    written = write(doc);
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
  return meaning(written) === meaning(html);
};
