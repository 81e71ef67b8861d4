import type { Request, Response } from 'express';
import type { Logger } from 'pino';
import type { Caller } from '../access/caller.js';
import type { Idle } from './load.js';
import type { FormFile } from './multipart.js';
import { requestIdOf } from './request-id.js';
import type { RawCall } from './route.js';

/** What is known of a request before its parts are checked. */
export interface RequestParts {
  readonly request: Request;
  readonly response: Response;
  readonly body: unknown;
  readonly files: readonly FormFile[];
  readonly caller: Caller;
  readonly idle: Idle;
  /** Aborted at shutdown. */
  readonly shutdown: AbortSignal;
}

/** A request as handlers see it. Its signal and its log are made for those who use them. */
export class RequestCall implements RawCall {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
  readonly files: readonly FormFile[];
  readonly caller: Caller;
  readonly idle: Idle;
  readonly request: Request;
  readonly response: Response;
  readonly #shutdown: AbortSignal;
  #signal: AbortSignal | undefined;

  constructor({ request, response, body, files, caller, idle, shutdown }: RequestParts) {
    this.params = request.params;
    this.query = request.query;
    this.body = body;
    this.files = files;
    this.caller = caller;
    this.idle = idle;
    this.request = request;
    this.response = response;
    this.#shutdown = shutdown;
  }

  get requestId(): string {
    return requestIdOf(this.request);
  }

  get log(): Logger {
    return this.request.log;
  }

  get signal(): AbortSignal {
    this.#signal ??= callSignal(this.response, this.#shutdown);
    return this.#signal;
  }
}

/** Aborted when the client goes away before its answer, or at shutdown. */
function callSignal(response: Response, shutdown: AbortSignal): AbortSignal {
  const controller = new AbortController();
  const stop = (): void => controller.abort();
  if (shutdown.aborted || response.destroyed) stop();
  else shutdown.addEventListener('abort', stop, { once: true });
  response.once('close', () => {
    shutdown.removeEventListener('abort', stop);
    if (!response.writableFinished) stop();
  });
  return controller.signal;
}
