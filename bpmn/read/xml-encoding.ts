import { error, type Finding } from '../check/finding.js';

/** The Encoding Standard's decoder, which Node and browsers have; there is no other global this needs. */
declare const TextDecoder: new (
  label: string,
  options: { readonly fatal: boolean },
) => { readonly encoding: string; decode(bytes: Uint8Array): string };

/** The text of an XML file, or why its bytes cannot be told. */
export type DecodedXml = { readonly xml: string } | { readonly refused: Finding };

/** How files begin that say so without a declaration: byte-order marks and `<?` in two bytes a character (XML 1.0, appendix F). */
const beginnings: readonly (readonly [bytes: readonly number[], encoding: string])[] = [
  [[0xff, 0xfe, 0x00, 0x00], 'UTF-32LE'],
  [[0x00, 0x00, 0xfe, 0xff], 'UTF-32BE'],
  [[0xef, 0xbb, 0xbf], 'UTF-8'],
  [[0xff, 0xfe], 'UTF-16LE'],
  [[0xfe, 0xff], 'UTF-16BE'],
  [[0x3c, 0x00, 0x3f, 0x00], 'UTF-16LE'],
  [[0x00, 0x3c, 0x00, 0x3f], 'UTF-16BE'],
];

const declaration = /^(<\?xml\b[^>]*?\sencoding\s*=\s*)(?:"([^"<>]*)"|'([^'<>]*)')/;

/**
 * What windows-1252 has from 0x80 on, a blank where it has nothing. Decoders of Node take it for ISO 8859-1, where control
 * characters stand there (nodejs/node#56542).
 */
const windows1252 = '€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ';

/** The declaration stands in the first bytes, in what every encoding shares with ASCII. */
const DECLARED_WITHIN = 200;

/**
 * Decodes an XML file by its byte-order mark or the encoding of its declaration, else as UTF-8 (XML 1.0, 4.3.3). Nothing is
 * replaced without a word: bytes that do not fit are refused. The declaration of the text says UTF-8, as which it is kept.
 */
export function decodeXml(bytes: Uint8Array): DecodedXml {
  const begun = beginnings.find(([start]) => start.every((byte, i) => bytes[i] === byte))?.[1];
  const declared = declaredEncoding(bytes);
  const name = begun ?? declared ?? 'UTF-8';
  const decoder = decoderOf(name);
  if (decoder === undefined) return { refused: error('unknown-encoding', {}, { encoding: name }) };
  // Whoever could read the declaration byte by byte has no two bytes a character.
  if (begun === undefined && decoder.encoding.startsWith('utf-16'))
    return { refused: error('wrong-encoding', {}, { encoding: name }) };
  let xml: string;
  try {
    xml = decoder.decode(bytes);
  } catch {
    const undeclared = begun === undefined && declared === undefined;
    return { refused: undeclared ? error('not-utf-8', {}) : error('wrong-encoding', {}, { encoding: name }) };
  }
  if (decoder.encoding === 'windows-1252') xml = xml.replace(/[\u0080-\u009f]/g, printable);
  return { xml: xml.replace(declaration, '$1"UTF-8"') };
}

function printable(control: string): string {
  const character = windows1252[control.charCodeAt(0) - 0x80];
  return character === undefined || character === ' ' ? control : character;
}

function declaredEncoding(bytes: Uint8Array): string | undefined {
  const [, , double, single] = declaration.exec(String.fromCharCode(...bytes.subarray(0, DECLARED_WITHIN))) ?? [];
  return double ?? single;
}

/** The decoder of an encoding; undefined where there is none, also for the names that stand for "cannot be read at all". */
function decoderOf(name: string) {
  try {
    const decoder = new TextDecoder(name, { fatal: true });
    return decoder.encoding === 'replacement' ? undefined : decoder;
  } catch {
    return undefined;
  }
}
