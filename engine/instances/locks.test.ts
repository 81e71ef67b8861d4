import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { build } from '../../bpmn/test-support/build.js';
import { call, end, messageCatch, service, start, timerCatch, user } from '../../bpmn/test-support/elements.js';
import { openTestStore, type TestStore } from '../test-support/test-store.js';

const ROUNDS = 40;

let rig: TestStore;
beforeAll(async () => {
  rig = await openTestStore();
  await rig.deploy(
    build({ elements: [start(), call('call', 'child'), end()], flows: ['start -> call -> end'] }, 'parent'),
    build({ elements: [start(), service('work'), end()], flows: ['start -> work -> end'] }, 'child'),
    build({ elements: [start(), call('call', 'short'), end()], flows: ['start -> call -> end'] }, 'hasty'),
    build({ elements: [start(), end()], flows: ['start -> end'] }, 'short'),
    build(
      {
        elements: [start(), service('ask'), messageCatch('reply', 'reply', '=key'), end()],
        flows: ['start -> ask -> reply -> end'],
      },
      'asking',
    ),
    build({ elements: [start(), timerCatch('pause', 'PT1H'), end()], flows: ['start -> pause -> end'] }, 'pausing'),
    build({ elements: [start(), user('check'), end()], flows: ['start -> check -> end'] }, 'checked'),
  );
  const { name } = await rig.one<{ name: string }>('select current_database() as name');
  await rig.pool.query(`alter database ${name} set deadlock_timeout = '20ms'`);
  // Makes transactions stay where they hold a row and have not yet asked for the next one.
  await rig.pool.query(`
    create function linger() returns trigger language plpgsql as $$ begin perform pg_sleep(0.004); return coalesce(new, old); end $$;
    create trigger linger before update of state on process_instances for each row execute function linger();
    create trigger linger before delete on starts for each row execute function linger();
    create trigger linger before update of state on jobs for each row execute function linger();
    create trigger linger before update of sent_to on inboxes for each row execute function linger();`);
});
afterAll(() => rig.close());
beforeEach(() => rig.idle());

/** Runs all at the same time; answers the SQL states of those that failed. */
async function failures(...work: readonly Promise<unknown>[]): Promise<string[]> {
  const settled = await Promise.allSettled(work);
  return settled.flatMap((result) =>
    result.status === 'rejected' ? [(result.reason as { code?: string }).code ?? String(result.reason)] : [],
  );
}

const accept = (instance: bigint, kind: string, content: object, job: bigint | null = null) =>
  rig.one<{ number: number | null }>(
    'select number from accept_input($1, $2, $3, now(), $4, null)',
    instance,
    kind,
    JSON.stringify(content),
    job,
  );

/** A commit of everything that is open for an instance. */
async function commitOpen(instance: bigint): Promise<void> {
  const inputs = await rig.all<{ n: number; kind: string; at: string; content: Record<string, unknown> }>(
    'select number as n, kind, instant_ms(at) as at, content from inputs where instance = $1 and outcome is null order by number',
    instance,
  );
  await rig.hosts.take(
    instance,
    inputs.map((input) => ({ ...input, at: Number(input.at) })),
  );
}

describe('transactions of the engine never wait for each other in a circle', () => {
  it('when a child ends while its parent cancels it', async () => {
    const failed: string[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const parent = await rig.start('parent');
      await rig.idle();
      const child = await rig.one<{ number: string; key: string }>(
        'select p.number, j.key from process_instances p join jobs j on j.instance = p.number where parent_number = $1',
        parent,
      );
      const number = BigInt(child.number);
      await accept(parent, 'cancel', {});
      await accept(number, 'job.completed', { key: 'j3', variables: {} }, BigInt(child.key));
      failed.push(...(await failures(commitOpen(parent), commitOpen(number))));
    }
    expect(failed).toEqual([]);
  });

  it('when a child that ends at once is opened while its parent takes it back', async () => {
    const failed: string[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const parent = await rig.start('hasty');
      await accept(parent, 'cancel', {});
      const opening = rig.store.startRows.take(10).then((taken) => failed.push(...taken.failed.map(({ error }) => error)));
      failed.push(...(await failures(opening, commitOpen(parent))));
    }
    expect(failed).toEqual([]);
  });

  it('when an answer is repeated while its commit finds a buffered message', async () => {
    const failed: string[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      await rig.one(`select publish_message('reply', $1, null, '{}', now(), 3600000)`, `round ${round}`);
      const instance = await rig.start('asking', { key: `round ${round}` });
      const job = await rig.one<{ key: string; wait: string }>(
        'select key, wait from jobs where instance = $1',
        instance,
      );
      const answer = () => accept(instance, 'job.completed', { key: job.wait, variables: {} }, BigInt(job.key));
      await answer();
      let committed = false;
      const commit = commitOpen(instance).finally(() => (committed = true));
      const repeat = async (): Promise<void> => {
        while (!committed) await answer();
      };
      failed.push(...(await failures(commit, repeat(), repeat())));
    }
    expect(failed).toEqual([]);
  });

  it('when two relays mark the same instances while these commit', async () => {
    const failed: string[] = [];
    for (let round = 0; round < ROUNDS / 4; round++) {
      const instances: bigint[] = [];
      for (let i = 0; i < 4; i++) instances.push(await rig.start('pausing'));
      for (const instance of instances) await accept(instance, 'cancel', {});
      const done = await rig.store.outbox.lease(50);
      const sent = rig.store.outbox.sent;
      failed.push(
        ...(await failures(
          sent(done),
          sent([...done].reverse()),
          rig.store.outbox.offerAgain(0),
          ...instances.map(commitOpen),
        )),
      );
    }
    expect(failed).toEqual([]);
  });

  it('when a message is published while its subscription closes', async () => {
    const failed: string[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const instance = await rig.start('asking', { key: `closing ${round}` });
      const job = await rig.one<{ key: string; wait: string }>(
        'select key, wait from jobs where instance = $1',
        instance,
      );
      await accept(instance, 'job.completed', { key: job.wait, variables: {} }, BigInt(job.key));
      await commitOpen(instance);
      await accept(instance, 'cancel', {});
      const publish = rig.one(`select publish_message('reply', $1, null, '{}', now(), 3600000)`, `closing ${round}`);
      failed.push(...(await failures(commitOpen(instance), publish)));
    }
    expect(failed).toEqual([]);
  });
});
