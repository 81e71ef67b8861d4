/** The way from a document to a place in it: names of members and indexes of items. */
export type JsonPath = readonly PropertyKey[];

/** Halves of characters, which no URI can name. */
const HALVES = /\p{Surrogate}/gu;

/** `/` and `~` are written escaped (RFC 6901 §3); the rest as a URI fragment (§6). */
const segment = (key: PropertyKey): string =>
  encodeURIComponent(String(key).replaceAll('~', '~0').replaceAll('/', '~1').replace(HALVES, '\ufffd')).replaceAll(
    '%24',
    '$',
  );

/** JSON pointer of a place in a document, as a URI fragment: `#/variables/amount`; the document itself is `#`. */
export const jsonPointer = (path: JsonPath): string => ['#', ...path.map(segment)].join('/');
