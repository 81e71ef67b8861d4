import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createArchive, readArchive } from './archive.js';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'archive-'));
  file = join(folder, 'backup');
});
afterEach(() => rmSync(folder, { recursive: true }));

const contents: Readonly<Record<string, Buffer>> = {
  'about.json': Buffer.from('{}'),
  'tables/tickets/000001': Buffer.alloc(1_000_000, 'rows\n'),
  'attachments/empty': Buffer.alloc(0),
  'attachments/block': Buffer.alloc(512, 7),
};

async function write(): Promise<void> {
  const archive = createArchive(file, new Date('2026-01-05T10:00:00Z'));
  for (const [name, content] of Object.entries(contents)) await archive.add(name, content);
  await archive.close();
}

async function read(): Promise<Record<string, Buffer>> {
  const found: Record<string, Buffer> = {};
  await readArchive(file, (name, content) => {
    found[name] = Buffer.from(content);
  });
  return found;
}

/** Changes the uncompressed archive. */
const change = (work: (tar: Buffer) => Buffer): void =>
  writeFileSync(file, gzipSync(work(gunzipSync(readFileSync(file)))));

describe('an archive', () => {
  it('gives back what was put into it, for its owner alone', async () => {
    await write();
    expect(await read()).toEqual(contents);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('is one that tar reads', async () => {
    await write();
    const listed = execFileSync('tar', ['-tzf', file], { encoding: 'utf8' }).trim().split('\n');
    expect(listed).toEqual([...Object.keys(contents), 'checksums.json']);
  });

  it('is there only when it is whole, and leaves nothing when it was given up', async () => {
    const archive = createArchive(file, new Date(0));
    await archive.add('about.json', Buffer.from('{}'));
    expect(existsSync(file)).toBe(false);
    await archive.discard();
    expect(existsSync(`${file}.draft`)).toBe(false);
  });

  it('fails where it cannot be written', async () => {
    const archive = createArchive(join(folder, 'none/backup'), new Date(0));
    const writing = archive.add('about.json', Buffer.alloc(100)).then(() => archive.close());
    await expect(writing).rejects.toThrow('ENOENT');
    await archive.discard();
  });

  it('is refused when it was cut off, wherever that was', async () => {
    await write();
    const { size } = statSync(file);
    for (const length of [size - 1, Math.floor(size / 2), 10, 0]) {
      truncateSync(file, length);
      await expect(read()).rejects.toThrow(`${file} is no whole backup`);
    }
  });

  it('is refused when one byte of it was changed', async () => {
    await write();
    change((tar) => {
      const place = tar.indexOf('rows');
      tar[place] = tar[place]! + 1;
      return tar;
    });
    await expect(read()).rejects.toThrow('the checksum of tables/tickets/000001 is wrong');
  });

  it('is refused when an entry is missing, or nothing of it is an archive', async () => {
    await write();
    change((tar) => tar.subarray(1024)); // the first entry: header and one block
    await expect(read()).rejects.toThrow('the checksum of about.json is wrong');
    writeFileSync(file, gzipSync(Buffer.alloc(2048, 'text')));
    await expect(read()).rejects.toThrow('this is no tar archive');
    writeFileSync(file, 'no gzip either');
    await expect(read()).rejects.toThrow(`${file} is no whole backup`);
  });
});
