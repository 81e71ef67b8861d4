import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { TestStore } from '../../engine/test-support/test-store.js';
import type { NewTicket, Registered } from '../index.js';
import { readPackFolder } from '../packs/read-folder.js';
import { newTicket, openTestDesk, registerTicket } from '../test-support/test-desk.js';

let test: TestStore;
beforeAll(async () => {
  test = await openTestDesk();
});
afterAll(() => test.close());

const register = (more?: Partial<NewTicket>) => registerTicket(test, more);

describe('registering a ticket', () => {
  it('opens its process under the number that was reserved for it', async () => {
    const { ticket, number } = await register();
    const row = await test.one<{ instance: string; business_id: string; status: string }>(
      'select t.instance, p.business_id, p.status from tickets t join process_instances p on p.number = t.instance where t.id = $1',
      ticket,
    );
    expect(row).toMatchObject({ business_id: number, status: 'active' });
    expect(await test.all('select 1 from starts')).toEqual([]);
  });

  it('numbers tickets without a gap, also when many come at once', async () => {
    const registered = await Promise.all(Array.from({ length: 20 }, () => register()));
    const places = registered.map(({ number }) => Number(number.slice(4))).sort((a, b) => a - b);
    expect(places).toEqual(Array.from({ length: 20 }, (_, i) => places[0]! + i));
  });

  it('makes one ticket of a source, whoever asks how often', async () => {
    const one = newTicket();
    const answers = await Promise.all(Array.from({ length: 5 }, () => test.store.tickets.register(one)));
    expect(new Set(answers.map((answer) => (answer.answer === 'registered' ? answer.ticket : undefined))).size).toBe(1);
    expect(await test.store.tickets.register({ ...one, sourceHash: 'another' })).toMatchObject({
      answer: 'refused',
      code: 'already-exists',
    });
  });

  it('refuses a desk and values that the pack does not have, and uses up no number', async () => {
    const { number } = await register();
    for (const wrong of [{ desk: 'none' }, { type: 'none' }, { priority: 'none' }, { channel: 'none' }]) {
      expect(await test.store.tickets.register(newTicket(wrong))).toMatchObject({ code: 'invalid-argument' });
    }
    expect(Number((await register()).number.slice(4))).toBe(Number(number.slice(4)) + 1);
  });

  it('opens the process that its pack was installed with, or one that a person deployed since', async () => {
    const folder = await readPackFolder('regulations/packs/profman', 'regulations/calendars');
    const versionOf = async ({ ticket }: Registered) =>
      (
        await test.one<{ version: number }>(
          'select p.version from tickets t join process_instances p on p.number = t.instance where t.id = $1',
          ticket,
        )
      ).version;
    const deployed = (content: string, by?: string) =>
      test.store.engine.deploy(
        folder.diagrams.map(({ processes }) => ({
          file: { name: 'changed', content: Buffer.from(content) },
          processes,
        })),
        by,
      );
    const first = await versionOf(await register());
    await deployed('of the next version of the pack, which is not in force yet');
    expect(await versionOf(await register())).toBe(first);
    await deployed('by a person', 'admin');
    expect(await versionOf(await register())).toBe(first + 2);
  });

  it('leaves the process to a worker when it could not be started at once', async () => {
    const answer = await test.pool.connect().then(async (client) => {
      try {
        await client.query('begin');
        const registered = await test.store.tickets.registerInTransaction(client, newTicket());
        await client.query('commit');
        return registered;
      } finally {
        client.release();
      }
    });
    expect(await test.all('select kind from starts')).toEqual([{ kind: 'asked' }]);
    await test.idle();
    if (answer.answer !== 'registered') throw new Error(answer.reason);
    const row = await test.one<{ status: string }>(
      'select p.status from tickets t join process_instances p on p.number = t.instance where t.id = $1',
      answer.ticket,
    );
    expect(row.status).toBe('active');
  });
});

describe('what is said and done on a ticket', () => {
  it('reaches the process as a message when the requester answers, and only then', async () => {
    const { ticket } = await register();
    const said = { ticket, text: 'Words', internal: false, at: new Date() };
    const messages = () => test.all('select name, correlation_key, variables from messages');
    await test.store.tickets.comment({ ...said, author: { kind: 'staff', name: 'Ivan' } });
    expect(await messages()).toEqual([]);
    await test.store.tickets.comment({ ...said, author: { kind: 'requester', name: 'Anna' } });
    expect(await messages()).toEqual([
      { name: 'customer-reply', correlation_key: ticket.toString(), variables: { text: 'Words', from: 'Anna' } },
    ]);
    expect(
      await test.store.tickets.comment({ ...said, ticket: 0n, author: { kind: 'staff', name: 'I' } }),
    ).toMatchObject({ code: 'not-found' });
  });

  it('is noted when a button was taken up by the process, and not when nobody waits for it', async () => {
    const { ticket } = await register();
    const press = (message: string) =>
      test.store.tickets.act({
        workItem: ticket,
        message,
        correlationKey: ticket.toString(),
        label: 'Change the type',
        values: { type: 'wish' },
        author: { kind: 'staff', name: 'Ivan' },
      });
    expect(await press('profman-retype')).toEqual({ answer: 'applied' });
    expect(await press('profman-without-answer')).toMatchObject({ answer: 'refused', code: 'wrong-state' });
    expect(
      await test.all(`select actor, content from ticket_events where ticket_id = $1 and kind = 'action'`, ticket),
    ).toEqual([{ actor: 'Ivan', content: { label: 'Change the type', form: null, values: { type: 'wish' } } }]);
    expect(
      await test.one(
        `select value from variables v join tickets t on t.instance = v.instance where t.id = $1 and v.name = 'type' and v.scope = 1`,
        ticket,
      ),
    ).toEqual({ value: '"wish"' });
  });

  it('reaches a process that goes from one wait for the answer to the next in that instant', async () => {
    const { ticket } = await register();
    const { instance } = await test.one<{ instance: string }>('select instance from tickets where id = $1', ticket);
    const at = new Date();
    await test.store.tickets.act({
      workItem: ticket,
      message: 'profman-ask',
      correlationKey: ticket.toString(),
      label: 'Ask',
      values: { question: 'Which version?' },
      author: { kind: 'staff', name: 'Ivan' },
    });
    const { wait } = await test.one<{ wait: 'a1' }>(
      `select wait from temporal_activities where instance = $1 and element_id = 'request'`,
      instance,
    );
    const client = await test.pool.connect();
    const author = { kind: 'requester' as const, name: 'Anna' };
    const said = await test.store.tickets.commentInTransaction(client, {
      ticket,
      text: '4.2',
      internal: false,
      author,
      at,
    });
    client.release();
    expect(said).toMatchObject({ inputs: [[instance, expect.any(Number)]] });
    await test.store.lanes.advance(instance, [{ type: 'activity.completed', key: wait, result: {} }]);
    await test.idle();
    expect(
      await test.all(`select element_id from user_tasks where instance = $1 and state = 'open'`, instance),
    ).toEqual([{ element_id: 'solve' }]);
    expect(
      await test.one(
        `select value from variables v where v.instance = $1 and v.name = 'answer' and v.scope = 1`,
        instance,
      ),
    ).toEqual({ value: '"4.2"' });
  });
});
