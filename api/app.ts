import express, { type Express } from 'express';
import type { Logger } from 'pino';
import { createAuthenticate } from './access/authenticate.js';
import { writeAudit } from './access/audit.js';
import { createCrossSiteGuard } from './access/cross-site.js';
import type { ApiDeps } from './deps.js';
import type { RequestsInWork } from './event-loop/event-loop-watch.js';
import { webApplication } from './features/web/web-application.js';
import { requestLogging } from './logging.js';
import { answerProblem } from './problems/answer.js';
import { apiRoutes } from './routes.js';
import { createLoad } from './routing/load.js';
import { mountRoutes } from './routing/mount.js';
import { readQuery } from './routing/read-query.js';
import { unmatched } from './routing/unmatched.js';
import { securityHeaders } from './security-headers.js';

/** What the HTTP application needs beside the features' dependencies. */
export interface AppDeps extends ApiDeps {
  readonly logger: Logger;
  /** Aborted when the server shuts down: whoever waits is answered. */
  readonly shutdown: AbortSignal;
  /** Told of every request while it is in work. */
  readonly requests?: RequestsInWork;
  readonly publicUrl?: string | undefined;
  /** How many proxies in front are believed about the client's address, or which (addresses, networks). */
  readonly trustProxy: number | readonly string[];
  readonly maxRequests: number;
  /** Folder of the built web application; absent: it is not served. */
  readonly webFolder?: string | undefined;
  /** Compare every JSON answer with its schema and fail on a difference (tests). */
  readonly checkReplies?: boolean;
}

/** The HTTP application: every route of the API, and problems for everything else. */
export const createApp = (deps: AppDeps): Express => {
  const routes = apiRoutes(deps);
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.enable('case sensitive routing');
  app.set('trust proxy', typeof deps.trustProxy === 'number' ? deps.trustProxy : [...deps.trustProxy]);
  app.set('query parser', readQuery);
  app.use(requestLogging(deps.logger), securityHeaders());
  mountRoutes(app, routes, {
    authenticate: createAuthenticate(deps),
    refuseCrossSite: createCrossSiteGuard(deps.publicUrl),
    audit: (line) => writeAudit(deps.prisma, deps.now(), line),
    load: createLoad(deps.maxRequests),
    shutdown: deps.shutdown,
    ...(deps.requests === undefined ? {} : { requests: deps.requests }),
    ...(deps.checkReplies === undefined ? {} : { checkReplies: deps.checkReplies }),
  });
  if (deps.webFolder !== undefined) app.use(webApplication(deps.webFolder, routes));
  app.use(unmatched(routes));
  app.use(answerProblem);
  return app;
};
