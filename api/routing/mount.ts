import { setMaxListeners } from 'node:events';
import type { IRouter, Request, RequestHandler, Response } from 'express';
import { StaleCallerError } from '../../engine/index.js';
import type { Authenticate, Recall } from '../access/authenticate.js';
import type { Caller } from '../access/caller.js';
import { anonymous } from '../access/caller.js';
import { auditLine, type AuditLine } from '../access/audit.js';
import type { RequestsInWork } from '../event-loop/event-loop-watch.js';
import { Problem, PROBLEM_TYPE } from '../problems/problem.js';
import { readBody } from './body.js';
import { uncounted, type Idle, type Load } from './load.js';
import { RequestCall } from './request-call.js';
import { requestIdOf } from './request-id.js';
import { neededPermissions, type Route } from './route.js';
import { sendJson } from './send-json.js';

/** What every route needs around its handler. */
export interface RoutingDeps {
  /** Who makes the request; `anonymous` when it carries no credentials. Throws `unauthenticated` for wrong ones. */
  readonly authenticate: Authenticate;
  /** Throws `cross-site-request` for changes that a browser was talked into. */
  readonly refuseCrossSite: (request: Request, caller: Caller) => void;
  readonly audit: (line: AuditLine) => Promise<void>;
  readonly load: Load;
  /** Told of every request while it is in work. */
  readonly requests?: RequestsInWork;
  /** Aborted when the server shuts down. */
  readonly shutdown: AbortSignal;
  /** Compare every JSON answer with its schema and fail on a difference (tests). */
  readonly checkReplies?: boolean;
}

const challenge = 'Bearer realm="reglament", Basic realm="reglament", charset="UTF-8"';

/** Browsers' own requests get no Basic challenge, or the browser would ask for a password by itself. */
const challengeFor = (request: Request): string =>
  request.headers['sec-fetch-mode'] === undefined ? challenge : 'Bearer realm="reglament"';

const permit = (route: Route, caller: Caller, request: Request): void => {
  if (route.access === 'public') return;
  if (caller.kind === 'anonymous')
    throw new Problem(
      'unauthenticated',
      'Give a session, an API key or a token (Authorization: Bearer …), or a user name and password (Basic).',
      {},
      { 'WWW-Authenticate': challengeFor(request) },
    );
  const needed = neededPermissions(route.access);
  if (needed.length > 0 && !needed.some((permission) => caller.permissions.has(permission)))
    throw new Problem('forbidden', `${caller.name} lacks the permission ${needed.join(' or ')}.`, {
      permissions: needed,
    });
};

const replyType = (route: Route): string | undefined =>
  route.success.body === undefined ? undefined : (route.success.mediaType ?? 'application/json');

/** Who takes problems takes the success too: Camunda's Java client asks for JSON where the answer is XML. */
const negotiate = (route: Route, request: Request): void => {
  const type = replyType(route);
  if (type !== undefined && request.accepts([type, PROBLEM_TYPE]) === false)
    throw new Problem('not-acceptable', `This operation answers in ${type}.`, { available: [type] });
};

const send = async (route: Route, request: Request, response: Response, reply: unknown): Promise<void> => {
  const { status, mediaType, body } = route.success;
  response.status(status);
  if (body === undefined) response.end();
  else if (mediaType === undefined) await sendJson(request, response, reply);
  // No character set is named: bytes say themselves what they are.
  else if (Buffer.isBuffer(reply)) response.setHeader('content-type', mediaType).send(reply);
  else response.type(mediaType).send(reply);
};

const subjectOf = (params: Readonly<Record<string, unknown>>): string | undefined => {
  const last = Object.values(params).at(-1);
  return typeof last === 'string' ? last : undefined;
};

/** The express handler of a route: who, may they, what, do it, answer. */
const handlerOf = (route: Route, deps: RoutingDeps): RequestHandler => {
  const admit = async (request: Request, recall: Recall): Promise<Caller> => {
    const caller = route.access === 'public' ? anonymous : await deps.authenticate(request, recall);
    try {
      permit(route, caller, request);
      deps.refuseCrossSite(request, caller);
    } catch (refusal) {
      // What memory says may be out of date: a right that was granted since counts.
      if (recall === 'engine') return admit(request, 'never');
      throw refusal;
    }
    return caller;
  };
  const answer = async (request: Request, response: Response, idle: Idle): Promise<void> => {
    let caller = await admit(request, route.engineChecksRights === true ? 'engine' : 'checked');
    negotiate(route, request);
    // A body that is still on its way is no work.
    const { body, files } = await idle(() => readBody(route, request, response));
    const { shutdown } = deps;
    const run = (): Promise<unknown> =>
      route.run(new RequestCall({ request, response, body, files, caller, idle, shutdown }));
    let reply: unknown;
    try {
      reply = await run();
    } catch (error) {
      // The rights that were remembered are not those of now: once more with those that are.
      if (!(error instanceof StaleCallerError)) throw error;
      caller = await admit(request, 'never');
      reply = await run();
    }
    if (route.audit !== undefined)
      await deps.audit(
        auditLine({ caller, requestId: requestIdOf(request), request }, route.audit, subjectOf(request.params)),
      );
    if (deps.checkReplies === true) route.success.body?.parse(reply);
    // A stream has been answered by its handler.
    if (!response.destroyed && !response.headersSent) await send(route, request, response, reply);
  };
  const name = `${route.method.toUpperCase()} ${route.path}`;
  return async (request, response) => {
    deps.requests?.begin(name);
    try {
      if (route.unlimited === true) await answer(request, response, uncounted);
      else await deps.load.carry((idle) => answer(request, response, idle));
    } finally {
      deps.requests?.end(name);
    }
  };
};

/** `/v2/jobs/{jobKey}` as express writes it. */
export const expressPath = (path: string): string => path.replaceAll(/\{(\w+)\}/g, ':$1');

/** Puts routes on a router. */
export const mountRoutes = (router: IRouter, routes: readonly Route[], deps: RoutingDeps): void => {
  // Every request in work listens for the shutdown.
  setMaxListeners(0, deps.shutdown);
  for (const route of routes) router[route.method](expressPath(route.path), handlerOf(route, deps));
};
