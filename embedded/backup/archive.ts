import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { finished, pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { Problem } from '../bootstrap/problem.mjs';
import { BLOCK, END, headerOf, paddingOf, readHeader } from './tar.js';

/** The last entry: what everything before it has to be. */
const CHECKSUMS = 'checksums.json';

const sha256 = (content: Buffer): string => createHash('sha256').update(content).digest('hex');

/** Writes an archive: a compressed tar whose last entry has the SHA-256 of every other. */
export interface ArchiveWriter {
  add(name: string, content: Buffer): Promise<void>;
  /** Ends it: the file appears under its name, whole and on the disk. */
  close(): Promise<void>;
  /** Removes what has been written. */
  discard(): Promise<void>;
}

/** Begins an archive beside the path where it will be. */
export function createArchive(path: string, now: Date): ArchiveWriter {
  const draft = `${path}.draft`;
  const file = createWriteStream(draft, { mode: 0o600 });
  const tar = createGzip({ level: 6 });
  const written = pipeline(tar, file);
  written.catch(() => undefined); // told to whoever writes or closes
  const checksums: Record<string, string> = {};

  const write = async (chunk: Buffer): Promise<void> => {
    if (tar.write(chunk)) return;
    await Promise.race([once(tar, 'drain'), written]);
  };
  const entry = async (name: string, content: Buffer): Promise<void> => {
    await write(headerOf(name, content.length, now));
    await write(content);
    await write(paddingOf(content.length));
  };
  return {
    async add(name, content) {
      checksums[name] = sha256(content);
      await entry(name, content);
    },
    async close() {
      await entry(CHECKSUMS, Buffer.from(JSON.stringify(checksums)));
      tar.end(END);
      await written;
      const handle = await open(draft, 'r');
      await handle.sync().finally(() => handle.close());
      await rename(draft, path);
    },
    async discard() {
      tar.destroy();
      await finished(file).catch(() => undefined);
      await rm(draft, { force: true });
    },
  };
}

interface Pieces {
  /** The next bytes, as many as asked for. @throws when there are no more */
  take(length: number): Promise<Buffer>;
  /** Reads to the end. @throws when the stream fails there */
  end(): Promise<void>;
}

/** Pieces of any length from chunks of any other. */
function pieces(chunks: AsyncIterable<Buffer>): Pieces {
  const iterator = chunks[Symbol.asyncIterator]();
  let rest: Buffer[] = [];
  let available = 0;
  const take = async (length: number): Promise<Buffer> => {
    while (available < length) {
      const next = await iterator.next();
      if (next.done === true) throw new Error('the end is missing');
      rest.push(next.value);
      available += next.value.length;
    }
    const all = rest.length === 1 ? rest[0]! : Buffer.concat(rest);
    rest = [all.subarray(length)];
    available = all.length - length;
    return all.subarray(0, length);
  };
  return {
    take,
    async end() {
      while ((await iterator.next()).done !== true);
    },
  };
}

/**
 * Reads an archive from its beginning to its end, one entry after the other, and compares it with its checksums.
 *
 * @param visit told each entry before the archive is known to be whole: read it once without doing anything first
 * @throws {Problem} when the file cannot be read, is cut off or was changed
 */
export async function readArchive(
  path: string,
  visit: (name: string, content: Buffer) => Promise<void> | void,
): Promise<void> {
  const file = createReadStream(path);
  const tar = createGunzip();
  const piped = pipeline(file, tar);
  piped.catch(() => undefined); // seen by the reader
  const found = new Map<string, string>();
  let expected: Record<string, string> | undefined;
  try {
    const { take, end } = pieces(tar);
    for (;;) {
      const header = readHeader(await take(BLOCK));
      if (header === undefined) break;
      const content = await take(header.size);
      await take(paddingOf(header.size).length);
      if (header.name === CHECKSUMS) expected = JSON.parse(content.toString()) as Record<string, string>;
      else {
        found.set(header.name, sha256(content));
        await visit(header.name, content);
      }
    }
    await take(BLOCK);
    await end();
    await piped;
  } catch (error) {
    if ((error as Error).name === 'Problem') throw error;
    throw new Problem(`${path} is no whole backup: ${(error as Error).message}.`);
  } finally {
    file.destroy();
    tar.destroy();
  }
  if (expected === undefined) throw new Problem(`${path} is no whole backup: it has no checksums.`);
  const names = new Set([...found.keys(), ...Object.keys(expected)]);
  const wrong = [...names].find((name) => found.get(name) !== expected[name]);
  if (wrong !== undefined) throw new Problem(`${path} was changed or damaged: the checksum of ${wrong} is wrong.`);
}
