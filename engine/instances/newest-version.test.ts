import { beforeAll, describe, expect, it } from '@jest/globals';
import { build } from '../../bpmn/test-support/build.js';
import { call, end, messageStart, pass, start, user } from '../../bpmn/test-support/elements.js';
import type { Store } from '../../desk/index.js';
import { instanceOf } from '../index.js';
import { engineSuite } from '../test-support/engine-suite.js';
import type { TestStore } from '../test-support/test-store.js';
import { until } from '../test-support/until.js';

const suite = engineSuite({ verify: 'each' });
let rig: TestStore;
/** Another process: it hears of no deployment. */
let other: Store;

beforeAll(async () => {
  ({ rig } = suite());
  other = rig.another();
  await rig.deploy(
    build({ elements: [start(), call('call', 'closed'), end()], flows: ['start -> call -> end'] }, 'calling'),
  );
});

const each = { multi: { items: '=for i in 1..1500 return i' } };
const light = (id: string) => build({ elements: [start(), user('act'), end()], flows: ['start -> act -> end'] }, id);
/** Only a message starts it. */
const closed = (id: string) =>
  build({ elements: [messageStart('asked', 'asked'), user('act'), end()], flows: ['asked -> act -> end'] }, id);
const heavy = (id: string) =>
  build({ elements: [start(), pass('each', each), end()], flows: ['start -> each -> end'] }, id);
const begin = (processId: string) => other.engine.start({ definition: { processId }, variables: {} });

describe('a process whose version is remembered when a newer one is deployed', () => {
  it('is started by the newer one where the older one refuses', async () => {
    await rig.deploy(closed('closed'));
    expect(await begin('closed')).toMatchObject({ answer: 'refused' });
    await rig.deploy(light('closed'));
    expect(await begin('closed')).toMatchObject({ answer: 'started', definition: { version: 2 } });
  });

  it('is called in the newer one where the older one refuses', async () => {
    await rig.deploy(closed('closed'));
    expect(await begin('closed')).toMatchObject({ answer: 'refused' });
    await rig.deploy(light('closed'));
    const started = await begin('calling');
    if (started.answer !== 'started') throw new Error(started.reason);
    const children = () =>
      rig.all('select version from process_instances where parent_number = $1', instanceOf(started.processInstanceKey));
    await rig.idle();
    expect(await children()).toEqual([{ version: 4 }]);
  });

  it('is not left to workers where the older one is more than a request may do', async () => {
    await rig.deploy(heavy('heavy'));
    const first = begin('heavy');
    await until(async () => (await rig.all('select 1 from starts')).length > 0);
    await rig.idle();
    expect(await first).toMatchObject({ answer: 'started', definition: { version: 1 } });
    await rig.deploy(light('heavy'));
    expect(await begin('heavy')).toMatchObject({ answer: 'started', definition: { version: 2 } });
    expect(await rig.all('select 1 from starts')).toEqual([]);
  });
});
