import type { Request, Response } from 'express';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { Caller } from '../access/caller.js';
import type { AuditAction } from '../access/audit.js';
import type { Permission } from '../access/permissions.js';
import type { ProblemSlug } from '../problems/catalogue.js';
import type { Idle } from './load.js';
import type { FormFile } from './multipart.js';
import { validate } from './validate.js';

/** What a handler gets to see of a request. */
export interface Call<Params, Query, Body> {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  /** Files that came with the body; none unless the route takes files. */
  readonly files: readonly FormFile[];
  readonly caller: Caller;
  /** Aborted when the client has gone or the server shuts down. */
  readonly signal: AbortSignal;
  /** Waits for something to happen; the request is not counted as load meanwhile. */
  readonly idle: Idle;
  readonly log: Logger;
  readonly requestId: string;
  readonly request: Request;
  readonly response: Response;
}

/** Who may call: everybody, everybody who has signed in, or callers with a permission (with one of them). */
export type RouteAccess = 'public' | 'signed-in' | Permission | readonly Permission[];

/** The permissions of which a caller needs one; none: signing in is enough. */
export const neededPermissions = (access: RouteAccess): readonly Permission[] =>
  typeof access !== 'string' ? access : access === 'public' || access === 'signed-in' ? [] : [access];

/** The schema of an answer in bytes. */
export const binary = z
  .custom<Buffer>((value) => Buffer.isBuffer(value))
  .meta({ type: 'string', format: 'binary', description: 'Bytes' });

/** How the body of a request is read. A route without one reads none. */
export type BodyKind = 'json' | 'form' | 'multipart';

/** The one way a route succeeds. Without a `body` schema it answers with no content. */
export interface Success<Reply extends z.ZodType> {
  readonly status: 200 | 201 | 204;
  readonly description: string;
  readonly body?: Reply;
  /** Media type of a text or of bytes; absent: JSON. */
  readonly mediaType?:
    'text/xml' | 'text/html' | 'text/css' | 'text/event-stream' | 'application/octet-stream' | 'message/rfc822';
}

/** A route as a feature declares it: express and the OpenAPI document are both made from this. */
export interface RouteSpec<
  Params extends z.ZodObject,
  Query extends z.ZodObject,
  Body extends z.ZodType,
  Reply extends z.ZodType,
> {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** As OpenAPI writes it: `/v2/jobs/{jobKey}`. */
  readonly path: string;
  readonly operationId: string;
  readonly tag: string;
  readonly summary: string;
  readonly access: RouteAccess;
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  /** `json` when there is a body schema and nothing else is said. */
  readonly bodyKind?: BodyKind;
  /** The body may also come as the part `body` of a multipart form, with files in parts called `files`. */
  readonly takesFiles?: boolean;
  /** What a multipart body holds, for the document; its route reads the stream itself. */
  readonly form?: z.ZodObject;
  /** The body may be left out; it is read as `{}` then. */
  readonly bodyOptional?: boolean;
  readonly success: Success<Reply>;
  /** Problems of its own, beside those that any route can give. */
  readonly problems?: readonly ProblemSlug[];
  /** Written to the audit when the route succeeds; the subject is its last path parameter. */
  readonly audit?: AuditAction;
  /**
   * The handler passes the caller to the engine (`actorOf`), whose transaction checks the rights: they may be those that this
   * process remembers.
   */
  readonly engineChecksRights?: true;
  /** Answered even when the server has too much in work (health). */
  readonly unlimited?: boolean;
  handle(call: Call<z.output<Params>, z.output<Query>, z.output<Body>>): Promise<z.input<Reply>> | z.input<Reply>;
}

/** A request before its parts are checked. */
export type RawCall = Call<unknown, unknown, unknown>;

/** A declared route with its types put away: what the router and the document work with. */
export interface Route extends Omit<RouteSpec<z.ZodObject, z.ZodObject, z.ZodType, z.ZodType>, 'handle'> {
  /** Checks path, query and body, all findings at once (`validation-failed`), then runs the handler. */
  run(call: RawCall): Promise<unknown>;
}

const none = z.object({});
const nothing = z.undefined();

/** Declares a route. */
export const route = <
  Params extends z.ZodObject = typeof none,
  Query extends z.ZodObject = typeof none,
  Body extends z.ZodType = typeof nothing,
  Reply extends z.ZodType = typeof nothing,
>(
  spec: RouteSpec<Params, Query, Body, Reply>,
): Route => {
  const { handle, ...declared } = spec;
  return {
    ...declared,
    run: async (call) => {
      const checked = validate(
        { params: spec.params ?? none, query: spec.query ?? none, body: spec.body ?? nothing },
        { params: call.params, query: call.query, body: spec.body === undefined ? undefined : call.body },
      );
      return handle(
        Object.assign(call, checked as { params: z.output<Params>; query: z.output<Query>; body: z.output<Body> }),
      );
    },
  };
};
