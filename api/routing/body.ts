import express, { type Request, type RequestHandler, type Response } from 'express';
import { Problem } from '../problems/problem.js';
import { checkJson } from './json-limits.js';
import { readForm, type FormFile, type FormLimits } from './multipart.js';
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

const json = express.json({ limit: BODY_LIMIT, type: jsonTypes, strict: false });
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
  try {
    return { body: JSON.parse(text) as unknown, files };
  } catch (error) {
    throw new Problem('malformed-body', `The part body is not JSON: ${(error as Error).message}.`);
  }
};

/**
 * The parsed body of a request. Multipart bodies stay unread: their route reads the stream. `undefined`: there is none,
 * `{}` if the route allows that.
 * @throws Problem `unsupported-media-type`, `file-too-large`; body-parser's errors for what is too large or malformed.
 */
export const readBody = async (route: Route, request: Request, response: Response): Promise<ReadBody> => {
  const kind = route.bodyKind ?? (route.body === undefined ? 'none' : 'json');
  const only = (body: unknown): ReadBody => ({ body, files: [] });
  if (kind === 'none') return only(undefined);
  if (!hasBody(request)) return only(route.bodyOptional === true ? {} : undefined);
  if (route.takesFiles === true && request.is(formDataType) !== false) {
    const read = await readWithFiles(request);
    checkJson(read.body);
    return read;
  }
  if (kind === 'multipart') {
    requireType(request, [formDataType]);
    return only(undefined);
  }
  requireType(request, kind === 'json' ? jsonTypes : [formType]);
  await parse(kind === 'json' ? json : form, request, response);
  const body: unknown = request.body;
  checkJson(body);
  return only(body);
};
