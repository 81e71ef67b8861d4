import type { Answer, Refusal } from '../../../engine/index.js';
import type { ProblemSlug } from '../../problems/catalogue.js';
import { Problem } from '../../problems/problem.js';

const slugs: Readonly<Record<Refusal['code'], ProblemSlug>> = {
  'not-found': 'not-found',
  'wrong-state': 'wrong-state',
  'invalid-argument': 'invalid-argument',
  'already-exists': 'already-exists',
};

/** A refusal of the engine as a problem. */
export const refusal = ({ code, reason }: Refusal): Problem => new Problem(slugs[code], reason);

/**
 * What the engine answered to a command, as the API does. A command that is stored and has no outcome in time is a problem
 * of its own: its outcome can be read under its number.
 */
export const expectApplied = (answer: Answer): undefined => {
  switch (answer.answer) {
    case 'applied':
      return undefined;
    case 'accepted':
      throw new Problem('outcome-pending', 'The command is stored; its outcome is not there yet.', {
        input: answer.input,
      });
    case 'failed':
      throw new Problem(
        'internal-error',
        'The command could not be carried out; an incident of its instance holds it.',
      );
    case 'lost':
      throw new Problem('overtaken', answer.reason);
    case 'refused':
      throw refusal(answer);
  }
};

/** The problems that a command of the engine can be answered with. */
export const commandProblems: readonly ProblemSlug[] = [
  'not-found',
  'wrong-state',
  'overtaken',
  'invalid-argument',
  'outcome-pending',
];

/** The problem of a key that nothing has. */
export const missing = (what: string, key: bigint): Problem => new Problem('not-found', `There is no ${what} ${key}.`);
