import { describe, expect, it } from '@jest/globals';
import { build } from '../../bpmn/test-support/build.js';
import { end, service, start } from '../../bpmn/test-support/elements.js';
import { command, startInMemory } from '../test-support/fake-head.js';
import { createAfterCommit } from './after-commit.js';
import type { Outcomes } from './outcomes.js';

const definition = build({ elements: [start(), service('work'), end()], flows: ['start -> work -> end'] }, 'working');

/** What is told, as it is told. */
function listening() {
  const told: unknown[] = [];
  const outcomes = {
    committed: (instance: string, inputs: readonly { readonly number?: number }[], ending: unknown) =>
      told.push(['outcomes', instance, inputs.map(({ number }) => number), ending]),
  } as unknown as Outcomes;
  const afterCommit = createAfterCommit({
    outcomes,
    notices: {
      stepped: (instance, ended) => told.push(['stepped', instance, ended]),
      nudge: () => told.push(['nudge']),
      jobs: (types) => told.push(['jobs', types]),
      changed: () => undefined,
    },
    hereafter: () => {
      const no = () => Promise.reject(new Error('nothing is carried on'));
      return { drain: no, open: no, correlate: no };
    },
  });
  return { told, afterCommit };
}

describe('a step whose reply was lost and that is found stored', () => {
  it('is told to who waits as any other is, and to workers', () => {
    const instance = startInMemory(definition, 0);
    const key = [...Object.values(instance.head.state.instances)].flatMap(({ waits }) => Object.keys(waits ?? {}))[0];
    const step = instance.take(1, {
      commands: [command({ type: 'job.completed', key: key as 'j1', variables: {} }, 1)],
    });
    const { told, afterCommit } = listening();
    const found = { head: instance.head, step, writes: {}, tell: null };
    afterCommit.found(found);
    expect(told).toContainEqual(['outcomes', '1', [1], { status: 'completed', variables: {} }]);
    expect(told).toContainEqual(['stepped', '1', true]);
    expect(told).toContainEqual(['nudge']);
  });
});
