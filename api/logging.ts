import type { NextFunction, Request, RequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import { newRequestId } from './routing/request-id.js';

declare module 'http' {
  interface IncomingMessage {
    /** The id that the log and the problem of a request carry. */
    id: string;
    log: Logger;
  }
}

// Headers and query texts stay out of the log: they carry secrets.
const requestOf = (request: Request): object => ({
  id: request.id,
  method: request.method,
  path: request.originalUrl.split('?', 1)[0],
});

/**
 * Gives every request its id and its log, and writes one line when it has been answered: `warn` for answers of 500 and more,
 * else `debug`. Loggers and lines are made only where something is written.
 */
export const requestLogging = (logger: Logger): RequestHandler => {
  const lines = logger.isLevelEnabled('debug');
  return (request: Request, response: Response, next: NextFunction): void => {
    const id = newRequestId(request);
    request.id = id;
    response.setHeader('X-Request-Id', id);
    let own: Logger | undefined;
    Object.defineProperty(request, 'log', {
      configurable: true,
      get: () => (own ??= logger.child({ req: requestOf(request) })),
    });
    const started = lines ? performance.now() : 0;
    response.once('finish', () => {
      const { statusCode: status } = response;
      if (status < 500 && !lines) return;
      const line = { res: { status }, responseTime: Math.round(performance.now() - started) };
      if (status >= 500) request.log.warn(line, 'request failed');
      else request.log.debug(line, 'request completed');
    });
    next();
  };
};
