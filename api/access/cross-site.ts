import type { Request } from 'express';
import { Problem } from '../problems/problem.js';
import type { Caller } from './caller.js';
import { sameSecret } from './secrets.js';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Header that carries the session's CSRF token. */
export const CSRF_HEADER = 'x-csrf-token';

const hostOf = (origin: string): string | undefined => (URL.canParse(origin) ? new URL(origin).host : undefined);

/**
 * Refuses changes that a browser was talked into. Callers that send their key or token themselves are safe by that;
 * cookies and Basic are sent by the browser, so their Origin must be ours, and a session must show its CSRF token.
 * `publicUrl`: where the product stands behind a proxy.
 * @throws Problem `cross-site-request`
 */
export const createCrossSiteGuard =
  (publicUrl: string | undefined) =>
  (request: Request, caller: Caller): void => {
    if (SAFE.has(request.method) || caller.kind === 'key' || caller.kind === 'client') return;
    const { origin, host } = request.headers;
    if (origin !== undefined) {
      const from = hostOf(origin);
      const ours = [host, publicUrl === undefined ? undefined : hostOf(publicUrl)];
      if (from === undefined || !ours.includes(from))
        throw new Problem('cross-site-request', `Changes are not accepted from pages of ${origin}.`);
    }
    if (caller.csrfToken === undefined) return;
    const shown = request.headers[CSRF_HEADER];
    if (typeof shown !== 'string' || !sameSecret(shown, caller.csrfToken))
      throw new Problem('cross-site-request', `Send the session's CSRF token in the header ${CSRF_HEADER}.`);
  };
