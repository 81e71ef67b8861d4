import type { CommittedInput } from '../instances/protocol.js';
import { sameJson } from '../same-json.js';
import type { StoredStep } from './replay.js';

/** An accepted input as stored. */
export interface InputRow {
  readonly number: number;
  readonly kind: string;
  readonly content: unknown;
  readonly outcome: CommittedInput['outcome'] | null;
}

/**
 * Compares the accepted inputs of an instance, in the order of their numbers, with those that its steps consumed: each
 * is there once, with the content that was accepted and the outcome that was answered. Input 0 is the start.
 */
export function checkInputs(
  instance: { readonly status: string; readonly consumed: number },
  inputs: readonly InputRow[],
  steps: readonly StoredStep[],
  say: (fault: string) => void,
): void {
  const consumed = new Map<number, StoredStep['inputs'][number]>();
  for (const input of steps.flatMap((step) => step.inputs)) {
    if (input.n === undefined) continue;
    if (consumed.has(input.n)) say(`input ${input.n} was consumed more than once`);
    if (!inputs.some(({ number }) => number === input.n)) say(`input ${input.n} was consumed and is not there`);
    consumed.set(input.n, input);
  }
  inputs.forEach(({ number, kind, content, outcome }, at) => {
    if (number !== at) say(`input ${at} is missing`);
    const taken = consumed.get(number);
    if (number <= instance.consumed && !taken) say(`input ${number} counts as consumed, no step has it`);
    if (number > instance.consumed && taken) say(`input ${number} was consumed before its turn`);
    if (taken && number > 0 && (kind !== taken.kind || !sameJson(content, taken.content))) {
      say(`input ${number} is not what was consumed`);
    }
    if (taken && outcome !== taken.outcome)
      say(`input ${number} is ${outcome ?? 'open'}, its step says ${taken.outcome}`);
    if (taken) return;
    if (outcome === null && instance.status !== 'active') say(`input ${number} is open after the end`);
    if (outcome !== null && instance.status === 'active') say(`input ${number} has an outcome and was not consumed`);
  });
}
