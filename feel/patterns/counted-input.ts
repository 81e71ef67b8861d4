/** Hears of work: so many steps of a budget (`Budget`). It throws when there are no more. */
export type Spend = (steps: number) => void;

/** Positions read between two calls of `Spend`. */
const BATCH = 256;

/** What the prefilters of RE2JS look for: one text, or one of several. */
interface Prefilter {
  readonly str: string;
  automaton16(): { searchUTF16(text: string, from: number, to: number): boolean };
}

/** What RE2JS knows of a place between two characters, as bits. */
const place = { beginLine: 1, endLine: 2, beginText: 4, endText: 8, wordBoundary: 16, noWordBoundary: 32 };

const NONE = -1;
const LINE_FEED = 10;

const isWord = (char: number): boolean =>
  (char >= 0x30 && char <= 0x39) || (char >= 0x41 && char <= 0x5a) || char === 0x5f || (char >= 0x61 && char <= 0x7a);

/**
 * A text as the machines of RE2JS read it, counting each character that is read. A search is linear, but many searches in
 * one text may each read to its end; so what is read is what counts.
 */
export class CountedInput {
  readonly #text: string;
  readonly #spend: Spend;
  readonly #cost: number;
  #read = 0;

  /** `cost`: steps for a character. */
  constructor(text: string, spend: Spend, cost: number) {
    this.#text = text;
    this.#spend = spend;
    this.#cost = cost;
  }

  /** Accounts for what has been read since the last time. */
  settle(): void {
    const read = this.#read;
    this.#read = 0;
    this.#spend(read * this.#cost);
  }

  #count(read: number): void {
    this.#read += read;
    if (this.#read >= BATCH) this.settle();
  }

  canCheckPrefix(): boolean {
    return true;
  }

  endPos(): number {
    return this.#text.length;
  }

  prefixLength({ prefix }: { readonly prefix: string }): number {
    return prefix.length;
  }

  hasString({ str }: Prefilter, from: number): boolean {
    const found = this.#text.indexOf(str, from);
    this.#count(((found < 0 ? this.#text.length : found) - from) / 16);
    return found >= 0;
  }

  hasAnyString(prefilter: Prefilter, from: number): boolean {
    this.#count(this.#text.length - from);
    return prefilter.automaton16().searchUTF16(this.#text, from, this.#text.length);
  }

  index({ prefix }: { readonly prefix: string }, from: number): number {
    const found = this.#text.indexOf(prefix, from);
    this.#count(1 + ((found < 0 ? this.#text.length : found) - from) / 16);
    return found < 0 ? -1 : found - from;
  }

  /** The character at a position and its length in three bits; -8 at the end. */
  step(position: number): number {
    if (position >= this.#text.length) return -8;
    this.#count(1);
    const codePoint = this.#text.codePointAt(position)!;
    return (codePoint << 3) | (codePoint > 0xffff ? 2 : 1);
  }

  context(position: number): number {
    const { length } = this.#text;
    const before = position > 0 && position <= length ? this.#text.charCodeAt(position - 1) : NONE;
    const after = position < length ? this.#text.charCodeAt(position) : NONE;
    return (
      (before === NONE ? place.beginText | place.beginLine : before === LINE_FEED ? place.beginLine : 0) |
      (after === NONE ? place.endText | place.endLine : after === LINE_FEED ? place.endLine : 0) |
      (isWord(before) === isWord(after) ? place.noWordBoundary : place.wordBoundary)
    );
  }
}
