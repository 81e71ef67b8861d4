/** A header longer than this is none. */
const LONGEST_HEADER = 256 * 1024;

/** Where a character set is looked for: in the header and in those of the first parts. */
const LOOKED_THROUGH = 64 * 1024;

/** What programs that write headers without naming a character set mostly mean. */
const USUAL = 'windows-1251';

const HEADER_END = /\r?\n\r?\n/;

/** Length in bytes of the header of a mail, without the empty line after it. */
export const headerLength = (raw: Buffer): number =>
  HEADER_END.exec(raw.subarray(0, LONGEST_HEADER).toString('latin1'))?.index ?? Math.min(raw.length, LONGEST_HEADER);

/** Text of bytes in a character set; in the usual one where its name is unknown. */
function decoded(bytes: Uint8Array, charset: string): string {
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return new TextDecoder(USUAL).decode(bytes);
  }
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/**
 * The mail with its header in UTF-8. Headers may have letters outside ASCII as they are only in UTF-8 (RFC 6532); older
 * programs write them in the character set of the text, which is what they are read in here.
 */
export function withReadableHeader(raw: Buffer): Buffer {
  const end = headerLength(raw);
  const header = raw.subarray(0, end);
  if (isUtf8(header)) return raw;
  const named = /charset\s*=\s*"?([\w.:-]{1,40})/i.exec(raw.subarray(0, LOOKED_THROUGH).toString('latin1'))?.[1];
  const charset = named === undefined || /^(utf-?8|us-ascii)$/i.test(named) ? USUAL : named;
  return Buffer.concat([Buffer.from(decoded(header, charset)), raw.subarray(end)]);
}
