import { createHash, randomUUID } from 'node:crypto';
import { access, mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Where the bytes of attachments are stored, by the hash of their content. What has been put stays. */
export interface AttachmentStore {
  /** Stores a file; answers its hash once it is on the disk. */
  put(content: Uint8Array): Promise<string>;
  /** @throws when it is not there */
  get(hash: string): Promise<Uint8Array>;
}

/** A stored file, as a ticket lists it. */
export interface StoredFile {
  readonly name: string;
  readonly mediaType: string;
  readonly size: number;
  readonly hash: string;
}

/** Attachments in a folder of this machine. Safe for several processes: a file appears whole or not at all. */
export function localAttachments(folder: string): AttachmentStore {
  const pathOf = (hash: string): string => join(folder, hash.slice(0, 2), hash.slice(2));

  const write = async (path: string, content: Uint8Array): Promise<void> => {
    await mkdir(dirname(path), { recursive: true });
    const draft = `${path}.${randomUUID()}.draft`;
    const file = await open(draft, 'w');
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, path);
  };

  return {
    async put(content) {
      const hash = createHash('sha256').update(content).digest('hex');
      const there = await access(pathOf(hash)).then(
        () => true,
        () => false,
      );
      if (!there) await write(pathOf(hash), content);
      return hash;
    },
    get: (hash) => readFile(pathOf(hash)),
  };
}
