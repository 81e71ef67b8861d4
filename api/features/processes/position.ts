import { z } from 'zod';
import { limitFaults, parseJson } from '../../../json/index.js';
import { invalid } from '../../routing/validate.js';
import type { Position } from './overview.js';

const written = z.tuple([z.string(), z.string()]);

/** A position as clients keep it. */
export const writePosition = ({ name, id }: Position): string =>
  Buffer.from(JSON.stringify([name, id])).toString('base64url');

const parsed = (text: string): unknown => {
  try {
    return parseJson(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
};

/** The position that a client kept. @throws Problem `validation-failed` */
export const readPosition = (text: string): Position => {
  const position = written.safeParse(parsed(text));
  if (!position.success || limitFaults(position.data).length > 0)
    throw invalid([{ parameter: 'after', detail: 'Expected the `next` of the page before' }]);
  const [name, id] = position.data;
  return { name, id };
};
