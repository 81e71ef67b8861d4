import { processInstanceKey, type Answer, type Refusal } from '../../../engine/index.js';
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

const pending = (detail: string, instance: bigint, members: { readonly outcome: string }): Problem =>
  new Problem('outcome-pending', detail, { processInstanceKey: processInstanceKey(instance).toString(), ...members });

/** A command that is stored and has no outcome in time: where its outcome can be read. */
export const pendingInput = (instance: bigint, input: number): Problem =>
  pending('The command is stored and will be carried out. Do not repeat it; read its outcome.', instance, {
    outcome: `/api/process-instances/${processInstanceKey(instance)}/inputs/${input}`,
  });

/** A start that is stored and has not happened in time: where the instance will be. */
export const pendingStart = (instance: bigint): Problem =>
  pending('The start is stored and will be carried out. Do not repeat it; the instance will have this key.', instance, {
    outcome: `/v2/process-instances/${processInstanceKey(instance)}`,
  });

/** What the engine answered to a command, as the API does. */
export const expectApplied = (answer: Answer): undefined => {
  switch (answer.answer) {
    case 'applied':
      return undefined;
    case 'accepted':
      throw pendingInput(answer.instance, answer.input);
    case 'failed':
      throw new Problem(
        'internal-error',
        'The command was stored and could not be carried out. Its instance has an incident; resolving it tries again.',
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
