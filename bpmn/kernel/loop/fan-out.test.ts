import { describe, expect, it } from '@jest/globals';
import { createFeelEvaluator } from '../../../feel/index.js';
import { build } from '../../test-support/build.js';
import { end, exclusive, pass, script, service, start, sub, type Loop } from '../../test-support/elements.js';
import { Play } from '../../test-support/play.js';
import { createKernel } from '../create-kernel.js';

const kernelWith = (limits: object) => createKernel({ evaluate: createFeelEvaluator(), limits });
const kernel = kernelWith({ commandsPerInput: 1_000 });
const parallel: Loop = { items: '=items', element: 'item' };
const upTo = (count: number) => Array.from({ length: count }, (_, i) => i);

const once = build({
  elements: [start(), service('work', { multi: parallel }), end()],
  flows: ['start -> work -> end'],
});
const nested = build({
  elements: [
    start(),
    sub(
      'outer',
      {
        elements: [start('in'), service('inner', { multi: { items: '=items', element: 'part' } }), end('out')],
        flows: ['in -> inner -> out'],
      },
      { multi: parallel },
    ),
    end(),
  ],
  flows: ['start -> outer -> end'],
});
const reasons = (play: Play) =>
  play.instances().flatMap(({ element, role, incident }) => (incident ? [[element, role, incident.message]] : []));

describe('a multi-instance activity that makes too much in one step', () => {
  it('stops before it makes anything where its list alone is too long', () => {
    const play = Play.start(once, { items: upTo(2_000) }, kernel);
    expect(reasons(play)).toEqual([['work', 'body', expect.stringContaining('more than 1000 element instances')]]);
    expect(play.instances()).toHaveLength(2);
    expect(play.open('work')).toEqual([]);
  });

  it('stops as a whole where those inside of it multiply, however many are under way', () => {
    const play = Play.start(nested, { items: upTo(100) }, kernel);
    expect(reasons(play)).toEqual([['outer', 'body', expect.any(String)]]);
    expect(play.instances()).toHaveLength(2);
    expect(play.state.variables).toEqual({ e1: { items: upTo(100) } });
    expect(play.journal.length).toBeLessThan(10_000);
  });

  it('is resolved with a shorter list', () => {
    const play = Play.start(nested, { items: upTo(100) }, kernel);
    play.apply({ type: 'variables.set', scope: 'e1', local: false, variables: { items: [1, 2] } });
    play.resolve();
    expect(reasons(play)).toEqual([]);
    expect(play.open('inner')).toHaveLength(4);
    for (let job = 0; job < 4; job += 1) play.complete('inner');
    expect(play.state.status).toBe('completed');
  });

  it('can be cancelled', () => {
    const play = Play.start(nested, { items: upTo(100) }, kernel);
    play.apply({ type: 'cancel' });
    expect(play.state).toMatchObject({ status: 'terminated', instances: {} });
  });

  it('may make 10,000 iterations by default', () => {
    const play = Play.start(once, { items: upTo(10_000) }, kernelWith({}));
    expect([play.incidents, play.open('work').length]).toEqual([[], 10_000]);
  });
});

describe('variables that grow in one step', () => {
  const doubling = (limits: object) =>
    Play.start(
      build({
        elements: [start(), exclusive('again'), script('double', '=concatenate(list, list)', 'list'), pass('then')],
        flows: ['start -> again -> double -> then -> again'],
      }),
      { list: upTo(100) },
      kernelWith(limits),
    );

  it('stop with an incident on the element whose expression goes too far', () => {
    const play = doubling({});
    expect(play.incidents).toEqual([[expect.any(String), 'EXTRACT_VALUE_ERROR']]);
    expect(reasons(play)).toEqual([['double', undefined, expect.stringMatching(/concatenate.* more than \d+/)]]);
  });

  it('stop where the size of all that is written is over the limit', () => {
    const play = doubling({ sizePerInput: 10_000 });
    expect(play.incidents).toEqual([[expect.any(String), 'STEP_LIMIT_EXCEEDED']]);
    expect(reasons(play)).toMatchObject([[expect.any(String), undefined, expect.stringContaining('10000')]]);
  });

  it('are counted together where a large one is handed to many iterations', () => {
    const play = Play.start(
      build({
        elements: [start(), service('work', { multi: parallel, inputs: { copy: '=large' } }), end()],
        flows: ['start -> work -> end'],
      }),
      { items: upTo(200), large: 'x'.repeat(1_000) },
      kernelWith({ sizePerInput: 50_000 }),
    );
    expect(reasons(play)).toEqual([['work', 'body', expect.stringContaining('50000')]]);
  });
});

describe('the expressions of one step', () => {
  it('have one budget together, and each step has its own', () => {
    const limits = { expressions: { steps: 1_000, size: 1_000_000 } };
    const play = Play.start(
      build({
        elements: [
          start(),
          script('one', '=sum(for i in 1..600 return i)', 'a'),
          script('two', '=sum(for i in 1..600 return i)', 'b'),
          end(),
        ],
        flows: ['start -> one -> two -> end'],
      }),
      {},
      kernelWith(limits),
    );
    expect(reasons(play)).toEqual([['two', undefined, expect.stringContaining('more than 1000 steps')]]);
    play.resolve();
    expect(play.state.status).toBe('completed');
  });
});
