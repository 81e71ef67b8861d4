import type { StepOutcome } from '../instances/inputs.js';
import { sameJson } from '../same-json.js';
import type { StoredStep } from './replay.js';

/** An accepted input as stored. */
export interface InputRow {
  readonly number: number;
  readonly kind: string;
  readonly content: unknown;
  readonly at: Date;
  readonly outcome: StepOutcome | null;
}

/**
 * Compares the accepted inputs of an instance, in the order of their numbers, with those that its steps took: each was
 * taken once, with the content that was accepted and the outcome that was answered; the instants of steps never run
 * backwards. Input 0 is the start.
 *
 * @param next number that the next input gets
 */
export function checkInputs(
  instance: { readonly status: string; readonly next: number; readonly unsent: boolean },
  inputs: readonly InputRow[],
  steps: readonly StoredStep[],
  say: (fault: string) => void,
): void {
  const taken = new Map<number, StoredStep['inputs'][number]>();
  let last = -Infinity;
  for (const { kernel, inputs: stepped } of steps)
    for (const input of stepped) {
      if (input.at < last && kernel > 0)
        say(`an input of ${new Date(input.at).toISOString()} was taken after a later one`);
      last = Math.max(last, input.at);
      if (input.n === undefined) continue;
      if (taken.has(input.n)) say(`input ${input.n} was taken more than once`);
      if (!inputs.some(({ number }) => number === input.n)) say(`input ${input.n} was taken and is not there`);
      taken.set(input.n, input);
    }
  if (instance.next !== inputs.length) say(`the next input is ${instance.next}, ${inputs.length} are there`);
  inputs.forEach(({ number, kind, content, outcome }, at) => {
    if (number !== at) say(`input ${at} is missing`);
    const by = taken.get(number);
    if (by && number > 0 && (kind !== by.kind || !sameJson(content, by.content)))
      say(`input ${number} is not what was taken`);
    if (by && outcome !== by.outcome) say(`input ${number} is ${outcome ?? 'open'}, its step says ${by.outcome}`);
    if (by) return;
    if (outcome === null && instance.status !== 'active') say(`input ${number} is open after the end`);
    if (outcome === null && instance.status === 'active' && !instance.unsent)
      say(`input ${number} is open and not marked unsent`);
    if (outcome !== null && instance.status === 'active') say(`input ${number} has an outcome and was not taken`);
  });
}
