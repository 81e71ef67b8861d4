/** What every occurrence of one kind of problem has in common. */
export interface ProblemType {
  readonly status: number;
  /** The same for every occurrence. Camunda's clients retry a 503 only when it reads `RESOURCE_EXHAUSTED`. */
  readonly title: string;
  /** When it is given, for the documentation page. */
  readonly meaning: string;
  /** Seconds after which it makes sense to try again. */
  readonly retryAfter?: number;
}

/**
 * Every problem the API answers with (RFC 9457): the only place that knows status codes. The slug is the last part of
 * the problem's `type`.
 */
export const catalogue = {
  'validation-failed': {
    status: 400,
    title: 'The request is not valid',
    meaning: 'The path, the query or the body does not fit the operation. `errors` names every place.',
  },
  'malformed-body': {
    status: 400,
    title: 'The body cannot be read',
    meaning: 'The body is not well-formed JSON, form data or multipart data, or it ends too early.',
  },
  'malformed-request': {
    status: 400,
    title: 'The request cannot be read',
    meaning: 'The path holds bytes that are not valid percent-encoded UTF-8, or a header contradicts the body.',
  },
  'invalid-argument': {
    status: 400,
    title: 'The command cannot be carried out with these values',
    meaning: 'The request is well-formed, but the engine refuses one of its values.',
  },
  'deployment-refused': {
    status: 400,
    title: 'The deployment is refused',
    meaning: 'At least one file cannot be deployed. `errors` names the file and the element of every finding.',
  },
  'grant-refused': {
    status: 400,
    title: 'The token request is refused',
    meaning: 'The token endpoint does not serve this grant (RFC 6749 §5.2; `error` carries its code).',
  },
  unauthenticated: {
    status: 401,
    title: 'Authentication is required',
    meaning: 'No credentials, or credentials that are wrong, expired, revoked or of a deactivated user.',
  },
  'sign-in-failed': {
    status: 401,
    title: 'User name or password is wrong',
    meaning: 'Signing in did not succeed.',
  },
  'client-refused': {
    status: 401,
    title: 'The client is not known',
    meaning: 'The token endpoint does not know this client id with this secret (RFC 6749 §5.2).',
  },
  forbidden: {
    status: 403,
    title: 'This is not permitted',
    meaning: 'The caller is known but lacks the permission that the operation needs.',
  },
  'cross-site-request': {
    status: 403,
    title: 'The request comes from another site',
    meaning: 'A change asked for with a session cookie without its CSRF token, or from a page of another origin.',
  },
  'clock-not-controllable': {
    status: 403,
    title: 'The clock cannot be set',
    meaning: 'The server does not run in test mode (REGLAMENT_TEST_CLOCK=1).',
  },
  'not-found': {
    status: 404,
    title: 'There is no such thing',
    meaning: 'What the path names does not exist.',
  },
  'no-such-route': {
    status: 404,
    title: 'There is no such operation',
    meaning: 'No operation has this path.',
  },
  'method-not-allowed': {
    status: 405,
    title: 'The method is not allowed here',
    meaning: 'The path exists, but not with this method. The header Allow lists those it has.',
  },
  'not-acceptable': {
    status: 406,
    title: 'No acceptable representation',
    meaning: 'The operation answers in no media type that the header Accept allows.',
  },
  'wrong-state': {
    status: 409,
    title: 'The state does not allow this',
    meaning: 'The thing exists but is past, or not yet in, the state that the command needs.',
  },
  overtaken: {
    status: 409,
    title: 'The command was overtaken',
    meaning: 'The command was accepted, but something else came first (a timer fired, the instance ended).',
  },
  'already-exists': {
    status: 409,
    title: 'There is one already',
    meaning: 'Something with the same identity exists already.',
  },
  'instance-terminated': {
    status: 409,
    title: 'The instance was terminated',
    meaning: 'The awaited instance was terminated instead of completed.',
  },
  'precondition-failed': {
    status: 412,
    title: 'Somebody else was faster',
    meaning: 'What the header If-Match names is no longer the current revision.',
  },
  'body-too-large': {
    status: 413,
    title: 'The body is too large',
    meaning: 'The body exceeds the limit of the operation.',
  },
  'file-too-large': {
    status: 413,
    title: 'A file is too large',
    meaning: 'An uploaded file, or all of them together, exceeds the limit. `resource` names the file.',
  },
  'unsupported-media-type': {
    status: 415,
    title: 'The body has an unsupported media type',
    meaning: 'The operation does not read this Content-Type or Content-Encoding.',
  },
  'precondition-required': {
    status: 428,
    title: 'The revision is missing',
    meaning: 'A change of this kind has to name the revision it was made from in the header If-Match.',
  },
  'too-many-attempts': {
    status: 429,
    title: 'Too many failed attempts',
    meaning: 'Signing in failed too often; the header Retry-After says when to try again.',
    retryAfter: 60,
  },
  'internal-error': {
    status: 500,
    title: 'Internal error',
    meaning: 'A fault of the server. The request id in `instance` finds it in the log.',
  },
  overloaded: {
    status: 503,
    title: 'RESOURCE_EXHAUSTED',
    meaning: 'The server has too many requests in work. Try again later.',
    retryAfter: 1,
  },
  'database-unavailable': {
    status: 503,
    title: 'RESOURCE_EXHAUSTED',
    meaning: 'The database cannot be reached. Nothing was lost; try again later.',
    retryAfter: 2,
  },
  'outcome-pending': {
    status: 504,
    title: 'The outcome is not there yet',
    meaning:
      'The command is stored and will be carried out; it must not be repeated. `outcome` is the path under which its outcome ' +
      'can be read, `processInstanceKey` its instance.',
  },
  'timed-out': {
    status: 504,
    title: 'The time ran out',
    meaning: 'The awaited instance has not ended within the request timeout. It goes on.',
  },
} as const satisfies Record<string, ProblemType>;

/** The name of a kind of problem. */
export type ProblemSlug = keyof typeof catalogue;

/** The row of a slug. */
export const problemType = (slug: ProblemSlug): ProblemType => catalogue[slug];
