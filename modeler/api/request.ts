import { ACCEPT, takeEarly, type Received } from './early-answers.js';
import { NetworkError, ProblemError, TimeLimitError, type ProblemDocument } from './problem-error.js';
import { recoverSession } from './recover-session.js';
import { watchRequest } from './slow-requests.js';
import { urlOf, type UrlParameters } from './url-of.js';

/** What goes with a request. */
export interface RequestOptions {
  /** Sent as JSON; a FormData as it is. */
  readonly body?: unknown;
  readonly query?: UrlParameters;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** A successful answer. */
export interface Answer<Body> {
  readonly body: Body;
  readonly headers: Headers;
  /** This browser's time of the answer, in ms. */
  readonly receivedAt: number;
}

/** How long the server may take to answer, in ms; files take their time. */
export const READ_LIMIT = 20_000;
export const CHANGE_LIMIT = 60_000;
const FILES_LIMIT = 600_000;

/** Who is signed in is asked there: its refusals are answers. */
const SESSION = '/api/session';

let csrfToken: string | undefined;

/** The token that changes have to show; known after signing in. */
export const showCsrfToken = (token: string | undefined): void => {
  csrfToken = token;
};

const problemOf = async (response: Response): Promise<ProblemDocument> => {
  const type = response.headers.get('content-type') ?? '';
  if (type.includes('json')) return (await response.json()) as ProblemDocument;
  return { type: 'about:blank', title: response.statusText, status: response.status, detail: response.statusText };
};

const bodyOf = async (response: Response): Promise<unknown> => {
  if (response.status === 204) return undefined;
  const type = response.headers.get('content-type') ?? '';
  if (type.includes('json')) return response.json();
  return type.includes('xml') ? xmlOf(new Uint8Array(await response.arrayBuffer())) : response.text();
};

/** Diagrams come as they were uploaded, in any encoding. */
const xmlOf = async (bytes: Uint8Array): Promise<string> => {
  const { decodeXml } = await import('../../bpmn/deploy.js');
  const decoded = decodeXml(bytes);
  return 'xml' in decoded ? decoded.xml : new TextDecoder().decode(bytes);
};

const limitOf = (method: Method, body: unknown): number =>
  body instanceof FormData ? FILES_LIMIT : method === 'GET' ? READ_LIMIT : CHANGE_LIMIT;

const send = async (method: Method, url: string, options: RequestOptions, signal: AbortSignal): Promise<Response> => {
  const { body, headers } = options;
  const json = body !== undefined && !(body instanceof FormData);
  return fetch(url, {
    method,
    credentials: 'same-origin',
    headers: {
      accept: ACCEPT,
      ...(json ? { 'content-type': 'application/json' } : {}),
      ...(method !== 'GET' && csrfToken !== undefined ? { 'x-csrf-token': csrfToken } : {}),
      ...headers,
    },
    ...(body === undefined ? {} : { body: json ? JSON.stringify(body) : body }),
    signal,
  });
};

const receive = async (
  method: Method,
  path: string,
  options: RequestOptions,
  signal: AbortSignal,
): Promise<Received> => {
  const url = urlOf(path, options.query);
  const early = method === 'GET' ? await takeEarly(url) : undefined;
  return early ?? { response: await send(method, url, options, signal), receivedAt: Date.now() };
};

/** Sends and reads the answer within the time that the server has for it. */
const exchange = async <Body>(method: Method, path: string, options: RequestOptions): Promise<Answer<Body>> => {
  const limit = limitOf(method, options.body);
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), limit);
  const left = options.signal;
  const over = watchRequest();
  try {
    const signal = left === undefined ? late.signal : AbortSignal.any([left, late.signal]);
    const { response, receivedAt } = await receive(method, path, options, signal);
    const refusal = response.ok ? undefined : new ProblemError(await problemOf(response));
    const body = refusal === undefined ? ((await bodyOf(response)) as Body) : undefined;
    over(true);
    if (refusal !== undefined) throw refusal;
    return { body: body as Body, headers: response.headers, receivedAt };
  } catch (error) {
    over(error instanceof ProblemError ? true : left?.aborted === true ? undefined : false);
    if (error instanceof ProblemError || left?.aborted === true) throw error;
    if (late.signal.aborted) throw new TimeLimitError(method, limit, { cause: error });
    throw new NetworkError('The server cannot be reached', { cause: error });
  } finally {
    clearTimeout(timer);
  }
};

/**
 * Asks the API with the session's cookie. Where the session has ended, the request waits until the person has signed in
 * again.
 * @throws ProblemError for every answer but success; NetworkError when there is none, TimeLimitError when it takes too long
 */
export const requestAnswer = async <Body>(
  method: Method,
  path: string,
  options: RequestOptions = {},
): Promise<Answer<Body>> => {
  try {
    return await exchange<Body>(method, path, options);
  } catch (error) {
    if (path === SESSION || !(error instanceof ProblemError) || !(await recoverSession(error.slug))) throw error;
    return exchange<Body>(method, path, options);
  }
};

/** As `requestAnswer`, for callers that need no headers. */
export const request = async <Body>(method: Method, path: string, options: RequestOptions = {}): Promise<Body> =>
  (await requestAnswer<Body>(method, path, options)).body;
