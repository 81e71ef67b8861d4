import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

const WELL_FORMED = /^[\w-]{1,64}$/;

/** The id of a new request: the one its sender gave it (`X-Request-Id`), if that is one. */
export const newRequestId = (request: IncomingMessage): string => {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && WELL_FORMED.test(given) ? given : randomUUID();
};

/** The id that the log and the problem of a request carry. */
export const requestIdOf = (request: IncomingMessage): string => (typeof request.id === 'string' ? request.id : '');
