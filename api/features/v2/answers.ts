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
 * What the engine answered to a command, as the API does. `accepted` counts as done unless `mustBeApplied`: then the
 * caller is told to repeat, which has the same outcome (user tasks).
 */
export const settle = (answer: Answer, mustBeApplied = false): undefined => {
  switch (answer.answer) {
    case 'applied':
      return undefined;
    case 'accepted':
      if (mustBeApplied)
        throw new Problem(
          'outcome-pending',
          'The command is stored; its outcome is not there yet. Repeat the request.',
        );
      return undefined;
    case 'lost':
      throw new Problem('overtaken', answer.reason);
    case 'refused':
      throw refusal(answer);
  }
};

/** The problems that a command of the engine can be answered with. */
export const commandProblems: readonly ProblemSlug[] = ['not-found', 'wrong-state', 'overtaken', 'invalid-argument'];

/** The problem of a key that nothing has. */
export const missing = (what: string, key: bigint): Problem => new Problem('not-found', `There is no ${what} ${key}.`);
