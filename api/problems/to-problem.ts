import { isDatabaseDown } from './database-down.js';
import { isUnstorable } from './unstorable.js';
import { Problem } from './problem.js';

/** What the body parsers say by `type` (http-errors of body-parser and raw-body). */
const parserProblem = (type: string, error: Error & { readonly limit?: number }): Problem | undefined => {
  switch (type) {
    case 'entity.too.large':
      return new Problem(
        'body-too-large',
        `The body is larger than ${String(error.limit)} bytes, the limit for one request.`,
        { limit: error.limit },
      );
    case 'entity.parse.failed':
      return new Problem('malformed-body', `The body is not well-formed: ${error.message}.`);
    case 'encoding.unsupported':
    case 'charset.unsupported':
      return new Problem('unsupported-media-type', `The body cannot be decoded: ${error.message}.`);
    case 'request.aborted':
    case 'request.size.invalid':
    case 'entity.verify.failed':
    case 'parameters.too.many':
    case 'querystring.parse.rangeError':
    case 'stream.encoding.set':
      return new Problem('malformed-body', `The body cannot be read: ${error.message}.`);
    default:
      return undefined;
  }
};

const statusOf = (error: Error): number => {
  const { status, statusCode } = error as { readonly status?: unknown; readonly statusCode?: unknown };
  return typeof status === 'number' ? status : typeof statusCode === 'number' ? statusCode : 500;
};

/** The problem that an error thrown anywhere below the API is answered with. Nothing inside leaks: a bug is a bare 500. */
export const toProblem = (error: unknown): Problem => {
  if (error instanceof Problem) return error;
  if (error instanceof Error) {
    const type = (error as { readonly type?: unknown }).type;
    const parsed = typeof type === 'string' ? parserProblem(type, error) : undefined;
    if (parsed !== undefined) return parsed;
    if (error instanceof URIError || statusOf(error) === 400)
      return new Problem('malformed-request', `The request cannot be read: ${error.message}.`);
  }
  if (isDatabaseDown(error))
    return new Problem('database-unavailable', 'The database cannot be reached at the moment.');
  if (isUnstorable(error))
    return new Problem(
      'invalid-argument',
      'A value of the request cannot be stored or compared: it is out of its range.',
    );
  return new Problem('internal-error', 'The server made a mistake. It has been logged under the id of this request.');
};
