import express, { type Request, type RequestHandler, type Response } from 'express';
import { Problem } from '../problems/problem.js';
import { checkJson } from './json-limits.js';
import type { Route } from './route.js';

/** Largest body that is not an upload, in bytes, after decompression. */
export const BODY_LIMIT = 4 * 1024 * 1024;

const jsonTypes = ['application/json', 'application/*+json'];
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

/**
 * The parsed body of a request. Multipart bodies stay unread: their route reads the stream. `undefined`: there is none,
 * `{}` if the route allows that.
 * @throws Problem `unsupported-media-type`; body-parser's errors for what is too large or malformed.
 */
export const readBody = async (route: Route, request: Request, response: Response): Promise<unknown> => {
  const kind = route.bodyKind ?? (route.body === undefined ? 'none' : 'json');
  if (kind === 'none') return undefined;
  if (!hasBody(request)) return route.bodyOptional === true ? {} : undefined;
  if (kind === 'multipart') {
    requireType(request, ['multipart/form-data']);
    return undefined;
  }
  requireType(request, kind === 'json' ? jsonTypes : [formType]);
  await parse(kind === 'json' ? json : form, request, response);
  const body: unknown = request.body;
  checkJson(body);
  return body;
};
