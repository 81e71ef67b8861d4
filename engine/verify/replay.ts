import { initialState, type Input, type InstanceState, type Kernel, type ProcessDefinition } from '../../bpmn/index.js';
import { storedJournal } from '../instances/commit.js';
import type { CarriedInput, CommittedInput } from '../instances/protocol.js';
import { sameJson } from '../same-json.js';

/** A step as stored. */
export interface StoredStep {
  readonly step: number;
  readonly inputs: readonly (CarriedInput & { readonly outcome: CommittedInput['outcome'] })[];
  readonly journal: readonly unknown[];
}

export interface Replayed {
  readonly state: InstanceState;
  /** What differs between the stored steps and what the kernel makes of them now. */
  readonly differences: readonly string[];
}

/** Replays an instance's stored steps through the kernel. */
export function replaySteps(kernel: Kernel, definition: ProcessDefinition, steps: readonly StoredStep[]): Replayed {
  const differences: string[] = [];
  let state = initialState;
  steps.forEach((stored, at) => {
    if (stored.step !== at) differences.push(`step ${at} is missing (found ${stored.step})`);
    const session = kernel.open(definition, state);
    const inputs = stored.inputs.map((input): CommittedInput => {
      if (input.kind === 'clock') return { ...input, outcome: 'applied', effects: [], journal: [] };
      const result = session.apply({ type: input.kind, at: input.at, ...input.content } as unknown as Input);
      if (result.outcome !== input.outcome) {
        differences.push(`step ${at}: ${input.kind} was ${input.outcome}, replayed it is ${result.outcome}`);
      }
      return { ...input, ...result };
    });
    state = session.close();
    const difference = journalDifference(storedJournal(inputs), stored.journal);
    if (difference) differences.push(`step ${at}: ${difference}`);
  });
  return { state, differences };
}

/** Where two journals part; undefined when they are the same. */
function journalDifference(replayed: readonly unknown[], stored: readonly unknown[]): string | undefined {
  const length = Math.max(replayed.length, stored.length);
  for (let i = 0; i < length; i++) {
    if (sameJson(replayed[i], stored[i])) continue;
    const shown = (entry: unknown): string => (entry === undefined ? 'nothing' : JSON.stringify(entry));
    return `journal entry ${i} is ${shown(stored[i])}, replayed it is ${shown(replayed[i])}`;
  }
  return undefined;
}
