import type { Readable } from 'node:stream';
import type { Request } from 'express';
import busboy from 'busboy';
import type { ResourceFile } from '../../../../store/index.js';
import { Problem } from '../../../problems/problem.js';
import { invalid } from '../../../routing/validate.js';

/** Largest file, and largest upload, in bytes. */
export const FILE_LIMIT = 20 * 1024 * 1024;
export const UPLOAD_LIMIT = 60 * 1024 * 1024;
const FILES_LIMIT = 100;

/** What came in a multipart form. */
export interface Upload {
  readonly files: readonly ResourceFile[];
  readonly fields: Readonly<Record<string, string>>;
}

const megabytes = (bytes: number): string => `${bytes / 1024 / 1024} MB`;

const tooLarge = (name: string, what: string, limit: number): Problem =>
  new Problem('file-too-large', `${what} exceeds ${megabytes(limit)}.`, { resource: name, limit });

/** Collects one file; `grow` is told of every piece and may refuse it. */
const collect = (name: string, stream: Readable, grow: (bytes: number) => Problem | undefined): Promise<ResourceFile> =>
  new Promise((resolve, reject) => {
    const pieces: Buffer[] = [];
    stream.on('data', (piece: Buffer) => {
      pieces.push(piece);
      const refused = grow(piece.length);
      if (refused !== undefined) reject(refused);
    });
    stream.once('limit', () => reject(tooLarge(name, `The file ${name}`, FILE_LIMIT)));
    stream.once('end', () => resolve({ name, content: Buffer.concat(pieces) }));
    stream.once('error', reject);
  });

const openForm = (request: Request): busboy.Busboy => {
  try {
    return busboy({
      headers: request.headers,
      defParamCharset: 'utf8',
      limits: { fileSize: FILE_LIMIT, files: FILES_LIMIT, fields: 20, fieldSize: 4_096 },
    });
  } catch (error) {
    throw new Problem('malformed-body', `The multipart form cannot be read: ${(error as Error).message}.`);
  }
};

/**
 * Reads a multipart form whose files come in parts called `resources`.
 * @throws Problem `file-too-large`, `malformed-body`, `validation-failed`
 */
export const readUpload = async (request: Request): Promise<Upload> => {
  const form = openForm(request);
  const files: Promise<ResourceFile>[] = [];
  const fields: Record<string, string> = {};
  let size = 0;
  const growFor = (name: string) => (bytes: number) => {
    size += bytes;
    return size > UPLOAD_LIMIT ? tooLarge(name, 'The whole upload', UPLOAD_LIMIT) : undefined;
  };
  const read = new Promise<void>((resolve, reject) => {
    form.on('file', (part, stream, { filename: given }) => {
      const filename = given ?? '';
      if (part !== 'resources') {
        stream.resume();
        reject(invalid([{ pointer: `#/${part}`, detail: 'Files come in parts called resources' }]));
        return;
      }
      const file = collect(filename, stream, growFor(filename));
      file.catch(reject);
      files.push(file);
    });
    form.on('field', (part, value) => {
      fields[part] = value;
    });
    form.once('filesLimit', () =>
      reject(new Problem('file-too-large', `A deployment has at most ${FILES_LIMIT} files.`, { limit: FILES_LIMIT })),
    );
    form.once('close', resolve);
    form.once('error', (error: unknown) =>
      reject(new Problem('malformed-body', `The multipart form cannot be read: ${(error as Error).message}.`)),
    );
    request.once('close', () => {
      if (!request.complete) reject(new Problem('malformed-body', 'The upload was broken off.'));
    });
  });
  request.pipe(form);
  try {
    await read;
    return { files: await Promise.all(files), fields };
  } catch (error) {
    // What is still to come is read and thrown away, so that the answer reaches the sender.
    request.unpipe(form);
    request.resume();
    throw error;
  }
};
