import express, { type Express } from 'express';
import helmet from 'helmet';
import type { Logger } from 'pino';
import { pinoHttp } from 'pino-http';
import { createAuthenticate } from './access/authenticate.js';
import { writeAudit } from './access/audit.js';
import { createCrossSiteGuard } from './access/cross-site.js';
import type { ApiDeps } from './deps.js';
import { webApplication } from './features/web/web-application.js';
import { answerProblem } from './problems/answer.js';
import { apiRoutes } from './routes.js';
import { createLoad } from './routing/load.js';
import { mountRoutes } from './routing/mount.js';
import { newRequestId } from './routing/request-id.js';
import { unmatched } from './routing/unmatched.js';

/** What the HTTP application needs beside the features' dependencies. */
export interface AppDeps extends ApiDeps {
  readonly logger: Logger;
  /** Aborted when the server shuts down: whoever waits is answered. */
  readonly shutdown: AbortSignal;
  readonly publicUrl?: string | undefined;
  readonly trustProxy: number;
  readonly maxRequests: number;
  /** Folder of the built web application; absent: it is not served. */
  readonly webFolder?: string | undefined;
  /** Compare every JSON answer with its schema and fail on a difference (tests). */
  readonly checkReplies?: boolean;
}

const logging = (logger: Logger) =>
  pinoHttp({
    logger,
    genReqId: (request, response) => {
      const id = newRequestId(request);
      response.setHeader('X-Request-Id', id);
      return id;
    },
    // Headers and query texts stay out of the log: they carry secrets.
    serializers: {
      req: (request: { id: unknown; method: string; url: string }) => ({
        id: request.id,
        method: request.method,
        path: request.url.split('?', 1)[0],
      }),
      res: (response: { statusCode: number }) => ({ status: response.statusCode }),
    },
    customLogLevel: (_request, response) => (response.statusCode >= 500 ? 'warn' : 'debug'),
  });

/** Nothing but what this server itself delivers may be loaded or run by a page. */
const headers = helmet({
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

/** The HTTP application: every route of the API, and problems for everything else. */
export const createApp = (deps: AppDeps): Express => {
  const routes = apiRoutes(deps);
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.enable('case sensitive routing');
  app.set('trust proxy', deps.trustProxy);
  app.set('query parser', 'simple');
  app.use(logging(deps.logger), headers, (_request, response, next) => {
    response.setHeader('Cache-Control', 'no-store');
    next();
  });
  mountRoutes(app, routes, {
    authenticate: createAuthenticate(deps),
    refuseCrossSite: createCrossSiteGuard(deps.publicUrl),
    audit: (line) => writeAudit(deps.prisma, deps.now(), line),
    load: createLoad(deps.maxRequests),
    shutdown: deps.shutdown,
    ...(deps.checkReplies === undefined ? {} : { checkReplies: deps.checkReplies }),
  });
  if (deps.webFolder !== undefined) app.use(webApplication(deps.webFolder, routes));
  app.use(unmatched(routes));
  app.use(answerProblem);
  return app;
};
