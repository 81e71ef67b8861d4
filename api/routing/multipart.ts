import type { Readable } from 'node:stream';
import busboy from 'busboy';
import type { Request } from 'express';
import { Problem } from '../problems/problem.js';
import { invalid } from './validate.js';

/** A file of a multipart form. */
export interface FormFile {
  /** As its sender calls it, without folders; empty when it has no name. */
  readonly name: string;
  /** What its sender says it is. */
  readonly mediaType: string;
  readonly content: Buffer;
}

/** A multipart form, read. */
export interface Form {
  readonly files: readonly FormFile[];
  readonly fields: Readonly<Record<string, string>>;
}

/** What a form may hold. */
export interface FormLimits {
  /** Name of the parts that are files. */
  readonly part: string;
  readonly files: number;
  /** Largest file, and largest sum of files, in bytes. */
  readonly fileSize: number;
  readonly size: number;
  /** Longest field, in bytes. */
  readonly fieldSize: number;
}

const megabytes = (bytes: number): string => `${bytes / 1024 / 1024} MB`;

const tooLarge = (name: string, what: string, limit: number): Problem =>
  new Problem('file-too-large', `${what} exceeds ${megabytes(limit)}.`, { resource: name, limit });

const unreadable = (error: unknown): Problem =>
  new Problem('malformed-body', `The multipart form cannot be read: ${(error as Error).message}.`);

/** Collects one file; `grow` is told of every piece and may refuse it. */
const collect = (
  name: string,
  stream: Readable,
  limits: FormLimits,
  grow: (bytes: number) => Problem | undefined,
): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const pieces: Buffer[] = [];
    stream.on('data', (piece: Buffer) => {
      pieces.push(piece);
      const refused = grow(piece.length);
      if (refused !== undefined) reject(refused);
    });
    stream.once('limit', () => reject(tooLarge(name, `The file ${name}`, limits.fileSize)));
    stream.once('end', () => resolve(Buffer.concat(pieces)));
    // Every time: a stream may fail more than once, and an error that nobody hears ends the process.
    stream.on('error', reject);
  });

const openForm = (request: Request, { fileSize, files, fieldSize }: FormLimits): busboy.Busboy => {
  try {
    return busboy({
      headers: request.headers,
      defParamCharset: 'utf8',
      limits: { fileSize, files, fields: 20, fieldSize },
    });
  } catch (error) {
    throw unreadable(error);
  }
};

/**
 * Reads a multipart form with files.
 * @throws Problem `file-too-large`, `malformed-body`, `validation-failed`
 */
export const readForm = async (request: Request, limits: FormLimits): Promise<Form> => {
  const form = openForm(request, limits);
  const files: Promise<FormFile>[] = [];
  const fields = Object.create(null) as Record<string, string>;
  let size = 0;
  const growFor = (name: string) => (bytes: number) => {
    size += bytes;
    return size > limits.size ? tooLarge(name, 'The whole upload', limits.size) : undefined;
  };
  const read = new Promise<void>((resolve, reject) => {
    form.on('file', (part, stream, { filename: given, mimeType }) => {
      const name = given ?? '';
      if (part !== limits.part) {
        stream.on('error', reject).resume();
        reject(invalid([{ pointer: `#/${part}`, detail: `Files come in parts called ${limits.part}` }]));
        return;
      }
      const file = collect(name, stream, limits, growFor(name)).then((content) => ({
        name,
        mediaType: mimeType,
        content,
      }));
      file.catch(reject);
      files.push(file);
    });
    form.on('field', (part, value, { valueTruncated }) => {
      if (valueTruncated) reject(invalid([{ pointer: `#/${part}`, detail: 'This is too long' }]));
      fields[part] = value;
    });
    form.once('filesLimit', () =>
      reject(new Problem('file-too-large', `There may be at most ${limits.files} files.`, { limit: limits.files })),
    );
    form.once('close', resolve);
    // Every time: each broken part header is an error of its own.
    form.on('error', (error: unknown) => reject(unreadable(error)));
    request.on('error', (error) => reject(unreadable(error)));
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
    form.destroy();
    request.resume();
    throw error;
  }
};
