/**
 * Something a person can put right: the message says what and how, a stack trace would only hide it.
 */
export class Problem extends Error {
  name = 'Problem';
}

/** What to print for an error: of a problem only its message, of anything else all there is. */
export const explained = (error) => (error?.name === 'Problem' ? error.message : (error?.stack ?? String(error)));
