/** Entries of a tar archive (POSIX ustar), as far as archives of ours have them: files with short names. */

export const BLOCK = 512;

const NAME_LENGTH = 100;
const LARGEST = 8 ** 11 - 1;

const octal = (value: number, length: number): string => value.toString(8).padStart(length - 1, '0') + '\0';

function sumOf(header: Buffer): number {
  let sum = 0;
  for (const [index, byte] of header.entries()) sum += index >= 148 && index < 156 ? 0x20 : byte;
  return sum;
}

/** The block before the content of a file. @throws when the name or the file is too long */
export function headerOf(name: string, size: number, modified: Date): Buffer {
  if (Buffer.byteLength(name) > NAME_LENGTH || size > LARGEST)
    throw new Error(`${name} does not fit into a tar archive`);
  const header = Buffer.alloc(BLOCK);
  header.write(name, 0);
  header.write(octal(0o600, 8), 100);
  header.write(octal(0, 8), 108);
  header.write(octal(0, 8), 116);
  header.write(octal(size, 12), 124);
  header.write(octal(Math.floor(modified.getTime() / 1000), 12), 136);
  header.write('0', 156);
  header.write('ustar\0' + '00', 257);
  header.write(`${sumOf(header).toString(8).padStart(6, '0')}\0 `, 148);
  return header;
}

/** What fills the last block of a file. */
export const paddingOf = (size: number): Buffer => Buffer.alloc((BLOCK - (size % BLOCK)) % BLOCK);

/** The end of an archive. */
export const END = Buffer.alloc(2 * BLOCK);

const textOf = (header: Buffer, from: number, length: number): string => {
  const field = header.subarray(from, from + length);
  const end = field.indexOf(0);
  return field.toString('utf8', 0, end < 0 ? length : end);
};

/** Name and size of the file that follows; undefined at the end of the archive. @throws when this is no header */
export function readHeader(header: Buffer): { readonly name: string; readonly size: number } | undefined {
  if (header.every((byte) => byte === 0)) return undefined;
  const sum = Number.parseInt(textOf(header, 148, 8), 8);
  if (header.toString('latin1', 257, 262) !== 'ustar' || sum !== sumOf(header))
    throw new Error('this is no tar archive');
  return { name: textOf(header, 0, NAME_LENGTH), size: Number.parseInt(textOf(header, 124, 12), 8) };
}
