import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { build } from '../../bpmn/test-support/build.js';
import { call, end, errorBoundary, errorEnd, pass, service, start, user } from '../../bpmn/test-support/elements.js';
import { processInstanceKey } from '../index.js';
import { openTestStore, type TestStore } from '../test-support/test-store.js';
import { until } from '../test-support/until.js';

let rig: TestStore;
const calling = (processId: string, called: string) =>
  build(
    { elements: [start(), call('call', called), user('after'), end()], flows: ['start -> call -> after -> end'] },
    processId,
  );

beforeAll(async () => {
  rig = await openTestStore();
  await rig.deploy(
    calling('parent', 'child'),
    calling('hasty', 'short'),
    calling('lost', 'nothing'),
    calling('outer', 'parent'),
    calling('ever', 'ever'),
    build({ elements: [start(), service('work'), end()], flows: ['start -> work -> end'] }, 'child'),
    build({ elements: [start(), pass('quick'), end()], flows: ['start -> quick -> end'] }, 'short'),
    build(
      { elements: [start(), service('work'), errorEnd('broken', 'E')], flows: ['start -> work -> broken'] },
      'failing',
    ),
    build(
      {
        elements: [start(), call('call', 'failing'), errorBoundary('caught', 'call', 'E'), user('repair'), end()],
        flows: ['start -> call -> end', 'caught -> repair'],
      },
      'catching',
    ),
  );
});
afterAll(async () => {
  await rig.idle();
  const { faults } = await rig.store.verify();
  await rig.close();
  expect(faults).toEqual([]);
});

interface ChildRow {
  readonly number: string;
  readonly status: string;
  readonly root_number: string;
}

const children = (parent: bigint) =>
  rig.all<ChildRow>('select number, status, root_number from process_instances where parent_number = $1', parent);

const cancel = async (instance: bigint) => {
  await rig.deliver(instance, 'cancel');
  await rig.idle();
};

async function completeJob(instance: bigint | string, variables = {}): Promise<void> {
  const text = `select key from jobs where instance = $1 and state = 'open'`;
  const { key } = await rig.one<{ key: string }>(text, instance);
  await rig.store.engine.completeJob(BigInt(key), variables);
  await rig.idle();
}

const tasks = async (instance: bigint) =>
  (
    await rig.all<{ element_id: string }>(
      `select element_id from user_tasks where instance = $1 and state = 'open'`,
      instance,
    )
  ).map(({ element_id }) => element_id);

describe('a called process', () => {
  it('is opened once, however many take its start at the same time', async () => {
    const other = rig.another();
    for (let round = 0; round < 10; round++) {
      const parent = await rig.startAndDie('parent', { amount: 3 });
      await Promise.all([rig.store.startRows.take(10), other.startRows.take(10), rig.store.startRows.take(10)]);
      const [child, ...more] = await children(parent);
      expect(more).toEqual([]);
      expect(child).toMatchObject({ status: 'active', root_number: parent.toString() });
      expect(await rig.store.engine.visibleVariables(processInstanceKey(BigInt(child!.number)))).toEqual({ amount: 3 });
    }
  });

  it('is opened once when the lease of who opens it has run out', async () => {
    const parent = await rig.startAndDie('parent');
    await rig.pool
      .query(`create function forget_lease() returns trigger language plpgsql as $$ begin new.lease_until := 'epoch'; return new; end $$;
      create trigger forget_lease before update on starts for each row execute function forget_lease()`);
    try {
      await Promise.all([1, 2, 3, 4].map(() => rig.store.startRows.take(10)));
    } finally {
      await rig.pool.query('drop trigger forget_lease on starts; drop function forget_lease');
    }
    expect(await children(parent)).toHaveLength(1);
    expect(await rig.all('select 1 from starts')).toEqual([]);
  });

  it('is left for another one by who has died with its lease', async () => {
    const parent = await rig.startAndDie('parent');
    await rig.pool.query(`update starts set lease_until = clock_timestamp() + interval '1 hour'`);
    expect(await rig.store.startRows.take(10)).toEqual({ taken: 0, failed: [] });
    await rig.pool.query(`update starts set lease_until = clock_timestamp() - interval '1 ms'`);
    expect(await rig.store.startRows.take(10)).toEqual({ taken: 1, failed: [] });
    expect(await children(parent)).toHaveLength(1);
  });

  it('is opened right after the commit that asks for it, also where that went together with others', async () => {
    const parents = await Promise.all(Array.from({ length: 8 }, () => rig.start('parent')));
    // What does not fit into the time for that is left to workers, of which there is none here.
    await until(async () => (await rig.all('select 1 from starts')).length <= 6, 800);
    await rig.idle();
    for (const parent of parents) expect(await children(parent)).toHaveLength(1);
  });

  it('ends: its parent goes on with what it has brought', async () => {
    const parent = await rig.start('parent');
    await rig.idle();
    await completeJob((await children(parent))[0]!.number, { found: 9 });
    expect(await tasks(parent)).toEqual(['after']);
    expect(await rig.store.engine.visibleVariables(processInstanceKey(parent))).toEqual({ found: 9 });
  });

  it('that ends in its first step has told its parent by then', async () => {
    const parent = await rig.start('hasty');
    await rig.idle();
    expect(await children(parent)).toMatchObject([{ status: 'completed' }]);
    expect(await rig.one('select parent_element from process_instances where parent_number = $1', parent)).toEqual(
      await rig.one(
        `select key as parent_element from element_instances where instance = $1 and type = 'callActivity'`,
        parent,
      ),
    );
    expect(await tasks(parent)).toEqual(['after']);
  });

  it('knows the root of a whole tree', async () => {
    const outer = await rig.start('outer');
    await rig.idle();
    const [parent] = await children(outer);
    const [child] = await children(BigInt(parent!.number));
    expect(child).toMatchObject({ root_number: outer.toString() });
    await cancel(outer);
    expect(await rig.all(`select status from process_instances where root_number = $1`, outer)).toEqual(
      Array.from({ length: 3 }, () => ({ status: 'terminated' })),
    );
  });

  it('that is not deployed is an incident of its parent', async () => {
    const parent = await rig.start('lost');
    await rig.idle();
    expect(
      await rig.all('select type, state, message, rule, parameters from incidents where instance = $1', parent),
    ).toEqual([
      {
        type: 'CALLED_ELEMENT_ERROR',
        state: 'active',
        message: 'There is no deployed process «nothing».',
        rule: 'called-process-missing',
        parameters: { process: 'nothing' },
      },
    ]);
    await cancel(parent);
  });

  it('that is cancelled from outside is an incident of its parent', async () => {
    const parent = await rig.start('parent');
    await rig.idle();
    await cancel(BigInt((await children(parent))[0]!.number));
    expect(await rig.all('select type, state from incidents where instance = $1', parent)).toEqual([
      { type: 'CALLED_ELEMENT_ERROR', state: 'active' },
    ]);
    await cancel(parent);
  });

  it('that fails with an error its parent catches is such an error there', async () => {
    const parent = await rig.start('catching');
    await rig.idle();
    await completeJob((await children(parent))[0]!.number);
    expect(await tasks(parent)).toEqual(['repair']);
  });

  it('is never opened when its parent takes it back before', async () => {
    const parent = await rig.startAndDie('parent');
    await rig.store.engine.cancel(processInstanceKey(parent));
    expect(await rig.all('select 1 from starts where parent_number = $1', parent)).toEqual([]);
    expect(await rig.store.startRows.take(10)).toEqual({ taken: 0, failed: [] });
    expect(await children(parent)).toEqual([]);
  });

  it('is opened or taken back, never left alone, when both happen at the same instant', async () => {
    const parents: bigint[] = [];
    for (let round = 0; round < 30; round++) {
      const parent = await rig.startAndDie(round % 2 ? 'parent' : 'hasty');
      parents.push(parent);
      await rig.deliver(parent, 'cancel');
      await Promise.all([rig.store.startRows.take(10), rig.step(parent)]);
    }
    await rig.idle();
    const left = await rig.all(
      `select number from process_instances where status = 'active' and root_number = any ($1)`,
      parents,
    );
    expect(left).toEqual([]);
    expect(await rig.all('select 1 from starts where parent_number = any ($1)', parents)).toEqual([]);
  });
});

describe('a start that throws', () => {
  /** The newest version of a process whose document cannot be read. */
  const broken = async (processId: string) => {
    await rig.deploy(build({ elements: [start(), pass('p'), end()], flows: ['start -> p -> end'] }, processId));
    const { hash } = await rig.one<{ hash: string }>(
      'select hash from process_definitions where process_id = $1',
      processId,
    );
    await rig.pool.query(
      `update compiled_definitions set document = '{"processId":"none","elements":{}}' where hash = $1`,
      [hash],
    );
  };
  const row = (id: string) =>
    rig.one<{ attempts: number; error: string; waits: number }>(
      `select attempts, error, extract(epoch from lease_until - clock_timestamp())::float8 as waits from starts where id = $1`,
      id,
    );
  /** Whether whoever takes starts leaves it alone for a while, seen from an instant. */
  const isLeasedSince = async (id: string, instant: Date): Promise<boolean> =>
    (await rig.one<{ leased: boolean }>('select lease_until > $2 as leased from starts where id = $1', id, instant))
      .leased;
  const ask = async (processId: string) =>
    (
      await rig.one<{ id: string }>(
        `insert into starts (kind, process_id, content, at) values ('timer', $1, '{"variables": {}}', now()) returning id`,
        processId,
      )
    ).id;

  it('backs off by itself, is told, and holds up no other', async () => {
    await broken('broken');
    const bad = await ask('broken');
    const good = await ask('short');
    const { taken, failed } = await rig.store.startRows.take(10);
    expect(taken).toBe(2);
    expect(failed).toEqual([
      { id: bad, kind: 'timer', processId: 'broken', parent: null, attempts: 1, error: expect.any(String) },
    ]);
    expect(await rig.all('select 1 from starts where id = $1', good)).toEqual([]);
    expect((await row(bad)).waits).toBeLessThan(2);
    await rig.pool.query(`update starts set lease_until = 'epoch', attempts = 7 where id = $1`, [bad]);
    // The same reason again is told once.
    expect(await rig.store.startRows.take(10)).toEqual({ taken: 1, failed: [] });
    expect((await row(bad)).waits).toBeGreaterThan(60);
    expect((await rig.store.verify()).failedStarts).toMatchObject([{ id: bad, attempts: 8 }]);
    expect(await rig.store.startRows.take(10)).toEqual({ taken: 0, failed: [] });
    await rig.pool.query('delete from starts where id = $1', [bad]);
  });

  it('stays when the product asked for it, with the reason, and is opened once it can be', async () => {
    const { id } = await rig.one<{ id: string }>(
      `insert into starts (kind, process_id, content, at) values ('asked', 'to-come', '{"variables": {}}', now()) returning id`,
    );
    await rig.store.startRows.openNow(BigInt(id));
    expect(await row(id)).toMatchObject({ attempts: 0, error: null });
    const { before } = await rig.one<{ before: Date }>('select clock_timestamp() as before');
    expect((await rig.store.startRows.take(10)).failed).toMatchObject([
      { id, kind: 'asked', attempts: 1, error: 'There is no deployed process «to-come».' },
    ]);
    expect(await isLeasedSince(id, before)).toBe(true);
    expect((await rig.store.verify()).failedStarts).toMatchObject([{ id, attempts: 1 }]);
    await rig.deploy(build({ elements: [start(), user('t'), end()], flows: ['start -> t -> end'] }, 'to-come'));
    await rig.pool.query(`update starts set lease_until = 'epoch' where id = $1`, [id]);
    expect(await rig.store.startRows.take(10)).toEqual({ taken: 1, failed: [] });
    expect(await rig.all(`select 1 from process_instances where process_id = 'to-come'`)).toHaveLength(1);
  });

  it('becomes an incident of the call activity when it goes on failing', async () => {
    await broken('shaky');
    await rig.deploy(calling('patient', 'shaky'));
    const parent = await rig.startAndDie('patient');
    const { id } = await rig.one<{ id: string }>('select id from starts where parent_number = $1', parent);
    await rig.pool.query('update starts set attempts = 4 where id = $1', [id]);
    await rig.idle();
    expect(
      await rig.one('select type, element_id, message, rule, parameters from incidents where instance = $1', parent),
    ).toEqual({
      type: 'CALLED_ELEMENT_ERROR',
      element_id: 'call',
      message: expect.stringContaining('The process «shaky» could not be started: '),
      rule: 'called-process-failed',
      parameters: { process: 'shaky', reason: expect.any(String) },
    });
    expect(await rig.all('select 1 from starts where id = $1', id)).toEqual([]);
  });
});

describe('which version is called', () => {
  it('is the newest one, that of the same deployment, or the one with the tag', async () => {
    const versioned = (n: number, versionTag?: string) => ({
      ...build({ elements: [start(), user(`v${n}`), end()], flows: [`start -> v${n} -> end`] }, 'versioned'),
      ...(versionTag === undefined ? {} : { versionTag }),
    });
    const caller = (binding: 'latest' | 'deployment' | 'versionTag') => {
      const definition = build(
        { elements: [start(), call('call', 'versioned', { binding }), end()], flows: ['start -> call -> end'] },
        `calls-${binding}`,
      );
      if (binding !== 'versionTag') return definition;
      const element = definition.elements['call'] as unknown as { called: object };
      Object.assign(element.called, { versionTag: 'stable' });
      return definition;
    };
    await rig.deploy(versioned(1, 'stable'));
    await rig.deploy(versioned(2), caller('latest'), caller('deployment'), caller('versionTag'));
    await rig.deploy(versioned(3));

    const called = async (processId: string) => {
      const parent = await rig.start(processId);
      await rig.idle();
      const [child] = await children(parent);
      return (
        await rig.one<{ version: number }>('select version from process_instances where number = $1', child!.number)
      ).version;
    };
    expect(await called('calls-latest')).toBe(3);
    expect(await called('calls-deployment')).toBe(2);
    expect(await called('calls-versionTag')).toBe(1);
  });
});

describe('a process that calls itself', () => {
  const tree = (root: bigint) =>
    rig.all<ChildRow>('select number, status, root_number from process_instances where root_number = $1', root);

  it('stops at a depth of 100 with an incident on the call activity; cancelling the first ends all', async () => {
    const root = await rig.start('ever');
    await rig.idle();
    const incidents = await rig.all<{ message: string }>(
      `select i.message from incidents i join process_instances p on p.number = i.instance where p.root_number = $1`,
      root,
    );
    expect(incidents).toEqual([{ message: 'Processes call each other more than 100 deep' }]);
    expect((await tree(root)).length).toBeGreaterThanOrEqual(100);
    await cancel(root);
    expect((await tree(root)).filter(({ status }) => status === 'active')).toEqual([]);
  });

  it('leaves nothing alive when it is cancelled while it still grows', async () => {
    const root = await rig.start('ever');
    await cancel(root);
    await rig.idle();
    expect((await tree(root)).filter(({ status }) => status === 'active')).toEqual([]);
    expect(await rig.all(`select id from starts where kind = 'child' and process_id = 'ever'`)).toEqual([]);
  });
});
