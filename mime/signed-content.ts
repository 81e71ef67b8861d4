/** What a container of the Cryptographic Message Syntax is (RFC 5652), as far as it can be told without keys. */
export type CmsContent = { readonly kind: 'signed'; readonly content: Buffer } | { readonly kind: 'encrypted' };

/** A value in BER (X.690): definite or indefinite length, whole or in pieces. */
interface Value {
  readonly tag: number;
  readonly constructed: boolean;
  readonly content: Buffer;
  /** Where the next one begins. */
  readonly end: number;
}

/** Values inside each other that are read. */
const DEEPEST = 16;

const SEQUENCE = 0x10;
const OBJECT_ID = 0x06;
const OCTETS = 0x04;
const ENDS = 2;

/** DER of the object identifiers 1.2.840.113549.1.7.2, .3 and 1.2.840.113549.1.9.16.1.23. */
const SIGNED = '2a864886f70d010702';
const ENCRYPTED: readonly string[] = ['2a864886f70d010703', '2a864886f70d0109100117'];

/** The value at a place. Undefined: there is none, or it has no end. */
function valueAt(bytes: Buffer, at: number, depth = 0): Value | undefined {
  const first = bytes[at];
  const second = bytes[at + 1];
  if (first === undefined || second === undefined || depth > DEEPEST || (first & 0x1f) === 0x1f) return undefined;
  const head = { tag: first & 0xdf, constructed: (first & 0x20) !== 0 };
  if (second === 0x80) {
    const from = at + 2;
    let next = from;
    while (bytes[next] !== 0 || bytes[next + 1] !== 0) {
      const inner = valueAt(bytes, next, depth + 1);
      if (!inner) return undefined;
      next = inner.end;
    }
    return { ...head, content: bytes.subarray(from, next), end: next + ENDS };
  }
  const octets = second < 0x80 ? 0 : second & 0x7f;
  if (octets > 4) return undefined;
  const from = at + 2 + octets;
  const length = octets === 0 ? second : bytes.subarray(at + 2, from).reduce((sum, octet) => sum * 256 + octet, 0);
  if (from + length > bytes.length) return undefined;
  return { ...head, content: bytes.subarray(from, from + length), end: from + length };
}

function* valuesIn({ content }: Value): Generator<Value> {
  let value = valueAt(content, 0);
  while (value) {
    yield value;
    value = valueAt(content, value.end);
  }
}

const nth = (outer: Value | undefined, index: number): Value | undefined => {
  if (!outer?.constructed) return undefined;
  let at = 0;
  for (const value of valuesIn(outer)) {
    if (at === index) return value;
    at += 1;
  }
  return undefined;
};

/** The octets of a string, whose pieces may have pieces. */
function octetsOf(value: Value, depth = 0): readonly Buffer[] {
  if (!value.constructed) return value.tag === OCTETS ? [value.content] : [];
  return depth > DEEPEST ? [] : [...valuesIn(value)].flatMap((piece) => octetsOf(piece, depth + 1));
}

/** Reads a container. Undefined: it is none, it is broken, or it holds no content, as a detached signature. */
export function readCms(bytes: Buffer): CmsContent | undefined {
  const outer = valueAt(bytes, 0);
  if (outer?.tag !== SEQUENCE) return undefined;
  const type = nth(outer, 0);
  const id = type?.tag === OBJECT_ID ? type.content.toString('hex') : '';
  if (ENCRYPTED.includes(id)) return { kind: 'encrypted' };
  if (id !== SIGNED) return undefined;
  const encapsulated = nth(nth(nth(outer, 1), 0), 2);
  const content = nth(nth(encapsulated, 1), 0);
  const octets = content && octetsOf(content);
  return octets && octets.length > 0 ? { kind: 'signed', content: Buffer.concat(octets) } : undefined;
}
