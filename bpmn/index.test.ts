import { createContext, runInContext } from 'node:vm';
import { describe, expect, it } from '@jest/globals';
import { build as bundle } from 'esbuild';
import { build } from './test-support/build.js';
import { end, exclusive, inclusive, service, start, timerBoundary, user } from './test-support/elements.js';

/** As the worker bundles it into a workflow and the modeler into a page: one script without any module of Node. */
async function bundledEngine(): Promise<string> {
  const { outputFiles } = await bundle({
    stdin: {
      contents: "export * from './index.ts'; export * from '../feel/index.ts';",
      resolveDir: import.meta.dirname,
      loader: 'ts',
    },
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'engine',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    logLevel: 'error',
  });
  return outputFiles[0]?.text ?? '';
}

const definition = build({
  elements: [
    start(),
    exclusive('which'),
    service('work'),
    timerBoundary('late', 'work', '=duration("PT1H")'),
    user('ask'),
    inclusive('join'),
    end(),
  ],
  flows: [
    'start -> which',
    'which -> work [amount > 100]',
    'which -> ask [default]',
    'work -> join',
    'late -> join',
    'ask -> join',
    'join -> end',
  ],
});

describe('the public surface of the engine', () => {
  it('runs a model in an empty context: language built-ins are all it needs', async () => {
    const context = createContext({ definition: JSON.stringify(definition) });
    runInContext(await bundledEngine(), context);
    const outcome: unknown = runInContext(
      `const model = JSON.parse(definition);
       const kernel = engine.createKernel({ evaluate: engine.createFeelEvaluator() });
       const first = kernel.step(model, engine.initialState, { at: 0, type: 'start', variables: { amount: 101 } });
       const job = first.effects.find((effect) => effect.type === 'job.open');
       const last = kernel.step(model, first.state, { at: 1, type: 'job.completed', key: job.key, variables: { r: 1 } });
       JSON.stringify([kernel.pending(first.state).length, last.state.status, last.effects.at(-1)]);`,
      context,
    );
    expect(JSON.parse(String(outcome))).toEqual([
      1,
      'completed',
      { type: 'ended', how: { status: 'completed', variables: { amount: 101, r: 1 } } },
    ]);
  }, 30_000);
});
