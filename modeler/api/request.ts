import { ACCEPT, takeEarly, type Received } from './early-answers.js';
import { NetworkError, ProblemError, type ProblemDocument } from './problem-error.js';
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

const send = async (method: Method, url: string, options: RequestOptions): Promise<Response> => {
  const { body, headers, signal } = options;
  const json = body !== undefined && !(body instanceof FormData);
  try {
    return await fetch(url, {
      method,
      credentials: 'same-origin',
      headers: {
        accept: ACCEPT,
        ...(json ? { 'content-type': 'application/json' } : {}),
        ...(method !== 'GET' && csrfToken !== undefined ? { 'x-csrf-token': csrfToken } : {}),
        ...headers,
      },
      ...(body === undefined ? {} : { body: json ? JSON.stringify(body) : body }),
      ...(signal === undefined ? {} : { signal }),
    });
  } catch (error) {
    if (signal?.aborted === true) throw error;
    throw new NetworkError('The server cannot be reached', { cause: error });
  }
};

const receive = async (method: Method, path: string, options: RequestOptions): Promise<Received> => {
  const url = urlOf(path, options.query);
  const early = method === 'GET' ? await takeEarly(url) : undefined;
  return early ?? { response: await send(method, url, options), receivedAt: Date.now() };
};

/**
 * Asks the API with the session's cookie.
 * @throws ProblemError for every answer but success; NetworkError when there is none
 */
export const requestAnswer = async <Body>(
  method: Method,
  path: string,
  options: RequestOptions = {},
): Promise<Answer<Body>> => {
  const { response, receivedAt } = await receive(method, path, options);
  if (!response.ok) throw new ProblemError(await problemOf(response));
  return { body: (await bodyOf(response)) as Body, headers: response.headers, receivedAt };
};

/** As `requestAnswer`, for callers that need no headers. */
export const request = async <Body>(method: Method, path: string, options: RequestOptions = {}): Promise<Body> =>
  (await requestAnswer<Body>(method, path, options)).body;
