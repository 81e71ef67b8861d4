import { beforeAll, describe, expect, it } from '@jest/globals';
import { build } from '../../bpmn/test-support/build.js';
import { end, start, user } from '../../bpmn/test-support/elements.js';
import { engineSuite } from '../test-support/engine-suite.js';
import type { TestStore } from '../test-support/test-store.js';

const suite = engineSuite({ verify: 'end' });
let rig: TestStore;
beforeAll(async () => {
  ({ rig } = suite());
  await rig.deploy(build({ elements: [start(), user('act'), end()], flows: ['start -> act -> end'] }, 'acting'));
});

const begin = (businessId: string) =>
  rig.store.engine.start({ definition: { processId: 'acting' }, variables: {}, businessId });

describe('a start with a business id', () => {
  it('is refused while an active instance of the process has it', async () => {
    expect(await begin('A-1')).toMatchObject({ answer: 'started' });
    expect(await begin('A-1')).toEqual({
      answer: 'refused',
      code: 'already-exists',
      reason: 'An active instance of acting has the business id A-1.',
    });
  });

  it('is won by one of many that come at the same time, through several processes', async () => {
    const stores = [rig.store, rig.another(), rig.another({ worker: true })];
    const starts = Array.from({ length: 12 }, (_, i) =>
      stores[i % stores.length]!.engine.start({
        definition: { processId: 'acting' },
        variables: {},
        businessId: 'together',
      }),
    );
    const answers = await Promise.all(starts);
    expect(answers.filter(({ answer }) => answer === 'started')).toHaveLength(1);
    const refused = answers.filter(({ answer }) => answer === 'refused');
    expect(refused).toEqual(Array(11).fill(expect.objectContaining({ answer: 'refused', code: 'already-exists' })));
    expect(await rig.all(`select 1 from process_instances where business_id = 'together'`)).toHaveLength(1);
    expect((await rig.store.verify()).faults).toEqual([]);
  });

  it('is not said to be taken when it is something else that is', async () => {
    await rig.pool.query(`create unique index planted on process_instances (process_id) where business_id = 'B-1'`);
    await rig.pool.query('drop index process_instances_business_id');
    expect(await begin('B-1')).toMatchObject({ answer: 'started' });
    await expect(begin('B-1')).rejects.toMatchObject({ code: '23505', constraint: 'planted' });
  });
});
