import { initialState, type InstanceState, type Kernel, type ProcessDefinition } from '../../bpmn/index.js';
import {
  fromInputRow,
  storedJournal,
  type InputRow,
  type SteppedInput,
  type StepOutcome,
} from '../instances/inputs.js';
import { sameJson } from '../same-json.js';

/** A step as stored. */
export interface StoredStep {
  readonly step: number;
  readonly token: string;
  /** Version of the kernel that took it. */
  readonly kernel: number;
  readonly inputs: readonly (InputRow & {
    readonly n?: number;
    readonly outcome: StepOutcome;
    readonly unseen?: true;
  })[];
  readonly journal: readonly unknown[];
}

export interface Replayed {
  readonly state: InstanceState;
  /** What differs between the stored steps and what the kernel makes of them now. */
  readonly differences: readonly string[];
  /** Steps from the first one on that was taken by rules that this kernel does not have. */
  readonly unreplayed: number;
}

/** Whether a kernel follows the rules of a version. Steps from before versions were written down, 0, have those of 1. */
const follows = (kernel: Kernel, version: number): boolean => Math.max(version, 1) === kernel.version;

/** Replays an instance's stored steps through the kernel: up to the first one whose rules it does not have. */
export function replaySteps(kernel: Kernel, definition: ProcessDefinition, steps: readonly StoredStep[]): Replayed {
  const differences: string[] = [];
  let state = initialState;
  const known = steps.findIndex((step) => !follows(kernel, step.kernel));
  const replayable = known < 0 ? steps : steps.slice(0, known);
  replayable.forEach((stored, at) => {
    if (stored.step !== at) differences.push(`step ${at} is missing (found ${stored.step})`);
    const session = kernel.open(definition, state);
    const inputs = stored.inputs.map(({ outcome, unseen, ...row }): SteppedInput => {
      const input = fromInputRow(row);
      // Steps from before versions were written down hold the clock's own inputs.
      if (unseen === true || row.kind === 'clock') return { input, outcome, effects: [], journal: [] };
      const result = session.apply(input);
      if (result.outcome !== outcome)
        differences.push(`step ${at}: ${row.kind} was ${outcome}, replayed it is ${result.outcome}`);
      return { input, ...result };
    });
    state = session.close();
    const difference = journalDifference(storedJournal(inputs), stored.journal);
    if (difference) differences.push(`step ${at}: ${difference}`);
  });
  return { state, differences, unreplayed: steps.length - replayable.length };
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
