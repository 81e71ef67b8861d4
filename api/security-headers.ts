import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RequestHandler } from 'express';
import helmet from 'helmet';

/** Nothing but what this server itself delivers may be loaded or run by a page. */
const protect = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'"],
      connectSrc: ["'self'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
      baseUri: ["'none'"],
    },
  },
});

/** What helmet sets on any answer: the same for all of them, so it is asked once. */
function constantHeaders(): readonly (readonly [name: string, value: string])[] {
  const set = new Map<string, string>();
  const response = {
    setHeader: (name: string, value: string) => void set.set(name, value),
    removeHeader: (name: string) => void set.delete(name),
  };
  protect({} as IncomingMessage, response as unknown as ServerResponse, (error?: unknown) => {
    if (error !== undefined) throw error instanceof Error ? error : new Error('helmet failed', { cause: error });
  });
  return [...set];
}

/** Headers that protect pages, and that keep every answer out of caches unless its route says otherwise. */
export const securityHeaders = (): RequestHandler => {
  const headers = [...constantHeaders(), ['Cache-Control', 'no-store'] as const];
  return (_request, response, next) => {
    for (const [name, value] of headers) response.setHeader(name, value);
    next();
  };
};
