import type { IRouter, Request, RequestHandler, Response } from 'express';
import type { Caller } from '../access/caller.js';
import { anonymous } from '../access/caller.js';
import type { AuditLine } from '../access/audit.js';
import { Problem } from '../problems/problem.js';
import { readBody } from './body.js';
import type { Load } from './load.js';
import type { Route } from './route.js';

/** What every route needs around its handler. */
export interface RoutingDeps {
  /** Who makes the request; `anonymous` when it carries no credentials. Throws `unauthenticated` for wrong ones. */
  readonly authenticate: (request: Request) => Promise<Caller>;
  /** Throws `cross-site-request` for changes that a browser was talked into. */
  readonly refuseCrossSite: (request: Request, caller: Caller) => void;
  readonly audit: (line: AuditLine) => Promise<void>;
  readonly load: Load;
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
  if (route.access !== 'signed-in' && !caller.permissions.has(route.access))
    throw new Problem('forbidden', `${caller.name} lacks the permission ${route.access}.`, { permission: route.access });
};

const replyType = (route: Route): string | undefined =>
  route.success.mediaType ?? (route.success.body === undefined ? undefined : 'application/json');

const negotiate = (route: Route, request: Request): void => {
  const type = replyType(route);
  if (type !== undefined && request.accepts(type) === false)
    throw new Problem('not-acceptable', `This operation answers in ${type}.`, { available: [type] });
};

/** Aborted when the client goes away before its answer, or at shutdown. */
const callSignal = (response: Response, shutdown: AbortSignal): AbortSignal => {
  const controller = new AbortController();
  const stop = (): void => controller.abort();
  if (shutdown.aborted) stop();
  else shutdown.addEventListener('abort', stop, { once: true });
  response.once('close', () => {
    shutdown.removeEventListener('abort', stop);
    if (!response.writableFinished) stop();
  });
  return controller.signal;
};

const send = (route: Route, response: Response, reply: unknown): void => {
  const { status, mediaType, body } = route.success;
  response.status(status);
  if (mediaType !== undefined) response.type(mediaType).send(reply);
  else if (body !== undefined) response.json(reply);
  else response.end();
};

const subjectOf = (params: Readonly<Record<string, unknown>>): { readonly subject?: string } => {
  const last = Object.values(params).at(-1);
  return typeof last === 'string' ? { subject: last } : {};
};

/** The express handler of a route: who, may they, what, do it, answer. */
const handlerOf = (route: Route, deps: RoutingDeps): RequestHandler => {
  const answer = async (request: Request, response: Response): Promise<void> => {
    const requestId = String(request.id);
    const caller = route.access === 'public' ? anonymous : await deps.authenticate(request);
    permit(route, caller, request);
    deps.refuseCrossSite(request, caller);
    negotiate(route, request);
    const body = await readBody(route, request, response);
    const { params, query, log } = request;
    const signal = callSignal(response, deps.shutdown);
    const reply = await route.run({ params, query, body, caller, signal, log, requestId, request, response });
    if (route.audit !== undefined) {
      const address = request.ip === undefined ? {} : { address: request.ip };
      await deps.audit({ action: route.audit, actor: caller, ...subjectOf(params), ...address, requestId });
    }
    if (deps.checkReplies === true) route.success.body?.parse(reply);
    if (!response.destroyed) send(route, response, reply);
  };
  return async (request, response) => {
    if (route.waits === true) await answer(request, response);
    else await deps.load.carry(() => answer(request, response));
  };
};

/** `/v2/jobs/{jobKey}` as express writes it. */
export const expressPath = (path: string): string => path.replaceAll(/\{(\w+)\}/g, ':$1');

/** Puts routes on a router. */
export const mountRoutes = (router: IRouter, routes: readonly Route[], deps: RoutingDeps): void => {
  for (const route of routes) router[route.method](expressPath(route.path), handlerOf(route, deps));
};
