import express, { type Request, type RequestHandler, type Response } from 'express';
import { Problem } from '../problems/problem.js';
import { readForm, type FormFile, type FormLimits } from './multipart.js';
import { checkLimits, readJson } from './read-json.js';
import type { Route } from './route.js';
import { invalid } from './validate.js';

/** Largest body that is not an upload, in bytes, after decompression. */
export const BODY_LIMIT = 4 * 1024 * 1024;

/** Files that come with a body. */
export const FILES: FormLimits = {
  part: 'files',
  files: 20,
  fileSize: 20 * 1024 * 1024,
  size: 50 * 1024 * 1024,
  fieldSize: BODY_LIMIT,
};

const jsonTypes = ['application/json', 'application/*+json'];
const formDataType = 'multipart/form-data';
const formType = 'application/x-www-form-urlencoded';

// As text, which `readJson` reads: the parser of express loses digits of numbers without a word.
// Of any type: `requireType` has looked at it.
const json = express.text({ limit: BODY_LIMIT, type: () => true });
const form = express.urlencoded({ limit: 64 * 1024, type: formType, extended: false });

const parse = (parser: RequestHandler, request: Request, response: Response): Promise<void> =>
  new Promise((resolve, reject) => {
    void parser(request, response, (error?: unknown) => {
      if (error === undefined || error === null) resolve();
      else reject(error instanceof Error ? error : new Error('The body parser failed', { cause: error }));
    });
  });

/** Neither a length nor chunks: there is no body. */
const hasBody = (request: Request): boolean =>
  request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length'] ?? 0) > 0;

const requireType = (request: Request, types: readonly string[]): void => {
  if (request.is([...types]) === false) {
    const given = request.headers['content-type'] ?? 'no Content-Type';
    throw new Problem('unsupported-media-type', `The body must be ${types[0] ?? ''}, not ${given}.`, {
      supported: types,
    });
  }
};

/** A body as it was read, with its files. */
interface ReadBody {
  readonly body: unknown;
  readonly files: readonly FormFile[];
}

/** The JSON in the part `body` of a multipart form. */
const readWithFiles = async (request: Request): Promise<ReadBody> => {
  const { fields, files } = await readForm(request, FILES);
  const text = fields['body'];
  if (text === undefined) throw invalid([{ pointer: '#/body', detail: 'The part body is needed: the body as JSON' }]);
  return { body: readJson(text, 'The part body'), files };
};

/** JSON is in a Unicode encoding (RFC 8259 §8.1), UTF-8 where nothing is said. */
const requireUnicode = (request: Request): void => {
  const charset = /;\s*charset\s*=\s*"?([^\s;"]+)/i.exec(request.headers['content-type'] ?? '')?.[1] ?? 'utf-8';
  if (!/^utf-/i.test(charset))
    throw new Problem(
      'unsupported-media-type',
      `The body cannot be decoded: JSON is not written in ${charset}, but in UTF-8.`,
    );
};

/** The JSON that is the body; `{}` when there is none after all. */
const readJsonBody = async (request: Request, response: Response): Promise<unknown> => {
  requireUnicode(request);
  await parse(json, request, response);
  const text = request.body as string;
  return text === '' ? {} : readJson(text, 'The body');
};

/**
 * The parsed body of a request. Multipart bodies stay unread: their route reads the stream. `undefined`: there is none,
 * `{}` if the route allows that.
 * @throws Problem `unsupported-media-type`, `file-too-large`, `malformed-body`, `validation-failed`; body-parser's errors for
 *   what is too large or malformed.
 */
export const readBody = async (route: Route, request: Request, response: Response): Promise<ReadBody> => {
  const kind = route.bodyKind ?? (route.body === undefined ? 'none' : 'json');
  const only = (body: unknown): ReadBody => ({ body, files: [] });
  if (kind === 'none') return only(undefined);
  if (!hasBody(request)) return only(route.bodyOptional === true ? {} : undefined);
  if (route.takesFiles === true && request.is(formDataType) !== false) return readWithFiles(request);
  if (kind === 'multipart') {
    requireType(request, [formDataType]);
    return only(undefined);
  }
  requireType(request, kind === 'json' ? jsonTypes : [formType]);
  if (kind === 'json') return only(await readJsonBody(request, response));
  await parse(form, request, response);
  checkLimits(request.body);
  return only(request.body);
};
