import type { Request, Response } from 'express';
import { Problem } from '../../problems/problem.js';

/** Says which revision an answer shows (RFC 9110 §8.8.3). */
export const showRevision = (response: Response, revision: number): void => {
  response.setHeader('ETag', `"${revision}"`);
};

/**
 * The revision that a change was made from (`If-Match`, RFC 9110 §13.1.1).
 * @throws Problem `precondition-required` without the header, `precondition-failed` when it names no revision of ours
 */
export const expectedRevision = (request: Request): number => {
  const header = request.headers['if-match'];
  if (header === undefined)
    throw new Problem(
      'precondition-required',
      'Send the ETag of the revision you have changed in the header If-Match.',
    );
  const revision = /^"(\d{1,9})"$/.exec(header)?.[1];
  if (revision === undefined) throw new Problem('precondition-failed', `There is no revision ${header}.`);
  return Number(revision);
};
