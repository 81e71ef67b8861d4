import { NetworkError, ProblemError, type ProblemDocument } from './problem-error.js';

/** What goes with a request. */
export interface RequestOptions {
  /** Sent as JSON; a FormData as it is. */
  readonly body?: unknown;
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** A successful answer. */
export interface Answer<Body> {
  readonly body: Body;
  readonly headers: Headers;
}

let csrfToken: string | undefined;

/** The token that changes have to show; known after signing in. */
export const showCsrfToken = (token: string | undefined): void => {
  csrfToken = token;
};

const urlOf = (path: string, query: RequestOptions['query'] = {}): string => {
  const given = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)] as [string, string]],
  );
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given).toString()}`;
};

const problemOf = async (response: Response): Promise<ProblemDocument> => {
  const type = response.headers.get('content-type') ?? '';
  if (type.includes('json')) return (await response.json()) as ProblemDocument;
  return { type: 'about:blank', title: response.statusText, status: response.status, detail: response.statusText };
};

const bodyOf = async (response: Response): Promise<unknown> => {
  if (response.status === 204) return undefined;
  const type = response.headers.get('content-type') ?? '';
  return type.includes('json') ? response.json() : response.text();
};

const send = async (method: Method, path: string, options: RequestOptions): Promise<Response> => {
  const { body, query, headers, signal } = options;
  const json = body !== undefined && !(body instanceof FormData);
  try {
    return await fetch(urlOf(path, query), {
      method,
      credentials: 'same-origin',
      headers: {
        accept: 'application/json, application/problem+json, text/*',
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

/**
 * Asks the API with the session's cookie.
 * @throws ProblemError for every answer but success; NetworkError when there is none
 */
export const requestAnswer = async <Body>(
  method: Method,
  path: string,
  options: RequestOptions = {},
): Promise<Answer<Body>> => {
  const response = await send(method, path, options);
  if (!response.ok) throw new ProblemError(await problemOf(response));
  return { body: (await bodyOf(response)) as Body, headers: response.headers };
};

/** As `requestAnswer`, for callers that need no headers. */
export const request = async <Body>(method: Method, path: string, options: RequestOptions = {}): Promise<Body> =>
  (await requestAnswer<Body>(method, path, options)).body;
