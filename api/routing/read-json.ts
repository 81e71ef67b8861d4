import { decodeJson, inexactNumberDetail, jsonPointer, limitFaults, type InexactNumber } from '../../json/index.js';
import { Problem, type ProblemError } from '../problems/problem.js';
import { invalid } from './validate.js';

const numberErrors = (inexact: readonly InexactNumber[]): readonly ProblemError[] =>
  inexact.map((number) => ({
    pointer: jsonPointer(number.path),
    detail: inexactNumberDetail(number),
    code: 'inexact-number',
    values: { number: number.literal, kept: number.kept },
  }));

const limitErrors = (document: unknown): readonly ProblemError[] =>
  limitFaults(document).map(({ path, detail }) => ({ pointer: jsonPointer(path), detail }));

/** @throws Problem `validation-failed` with the places of a document that are beyond the limits */
export const checkLimits = (document: unknown): void => {
  const errors = limitErrors(document);
  if (errors.length > 0) throw invalid(errors);
};

const decode = (text: string, named: string): ReturnType<typeof decodeJson> => {
  try {
    return decodeJson(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new Problem('malformed-body', `${named} is not well-formed JSON: ${error.message}.`);
  }
};

/**
 * Reads JSON that came with a request.
 * @param named what is read, as a sentence about it begins
 * @throws Problem `malformed-body`; `validation-failed` with every number that is not kept and every place beyond the limits
 */
export const readJson = (text: string, named: string): unknown => {
  const { document, inexact } = decode(text, named);
  const errors = [...numberErrors(inexact), ...limitErrors(document)];
  if (errors.length > 0) throw invalid(errors);
  return document;
};
