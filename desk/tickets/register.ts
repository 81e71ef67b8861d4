import type { PoolClient } from 'pg';
import type { Variables } from '../../bpmn/index.js';
import type { Pack } from '../../regulations/model/pack.js';
import type { Refusal } from '../../engine/index.js';
import type { DeskOf, PackStore } from '../packs/packs.js';
import { addEvent } from '../work-items/events.js';
import { nextNumber } from '../work-items/number.js';
import { startProcess } from '../work-items/process.js';
import type { NewTicket, Registered } from './new-ticket.js';

const refused = (reason: string): Refusal => ({ answer: 'refused', code: 'invalid-argument', reason });

/** The values of the pack's lists that the ticket gets. */
function valuesOf(pack: Pack, asked: NewTicket): Record<'type' | 'priority' | 'channel', string> | Refusal {
  const chosen = {
    type: asked.type ?? pack.defaults.type,
    priority: asked.priority ?? pack.defaults.priority,
    channel: asked.channel ?? pack.channelOf.api,
  };
  const lists = { type: pack.types, priority: pack.priorities, channel: pack.channels };
  for (const name of ['type', 'priority', 'channel'] as const) {
    if (!lists[name].some(({ code }) => code === chosen[name])) {
      const known = lists[name].map(({ code }) => code).join(', ');
      return refused(`The desk ${asked.desk} has no ${name} ${chosen[name]} (${known}).`);
    }
  }
  return chosen;
}

/** What the ticket's process starts with. */
function startVariables(id: string, number: string, asked: NewTicket, values: ReturnType<typeof valuesOf>): Variables {
  const { desk, subject, requester, at, fields = {} } = asked;
  const { type, priority, channel } = values as Record<'type' | 'priority' | 'channel', string>;
  const { email, name = null } = requester;
  const ticket = { id, number, desk, subject, channel, requester: { email, name }, registeredAt: at.toISOString() };
  return { ticket, type, priority, fields };
}

/**
 * Registers a ticket inside the caller's transaction: number, row, first event, and the row that asks for its process
 * instance, whose number is reserved here. So nothing of it is there without the rest.
 */
async function insertTicket(client: PoolClient, place: DeskOf, asked: NewTicket): Promise<Registered | Refusal> {
  const { pack, version } = place;
  const values = valuesOf(pack, asked);
  if ('answer' in values) return values;
  const number = await nextNumber(client, pack.numbering);
  const { rows } = await client.query<{ id: string; instance: string }>(
    `insert into tickets (number, desk, pack_code, pack_version, subject, text, channel, type, priority, requester_email,
       requester_name, requester_phone, requester_login, fields, source, source_hash, previous_id, mentions_id, instance, process_id, registered_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, nextval('entity_numbers'), $19, $20)
     returning id, instance`,
    [
      number,
      asked.desk,
      pack.code,
      version,
      asked.subject,
      asked.text,
      values.channel,
      values.type,
      values.priority,
      asked.requester.email,
      asked.requester.name ?? null,
      asked.requester.phone ?? null,
      asked.requester.login ?? null,
      JSON.stringify(asked.fields ?? {}),
      asked.source,
      asked.sourceHash,
      asked.previous ?? null,
      asked.mentions ?? null,
      pack.process,
      asked.at,
    ],
  );
  const { id, instance } = rows[0]!;
  await addEvent(client, {
    workItem: BigInt(id),
    kind: 'registered',
    at: asked.at,
    author: asked.author,
    content: { channel: values.channel },
    mail: asked.mail,
    attachments: asked.attachments,
  });
  if (asked.mentions !== undefined) {
    const content = { ticket: id, number };
    await addEvent(client, { ...asked, workItem: asked.mentions, kind: 'mentioned', content, attachments: [] });
  }
  const start = await startProcess(client, place, {
    instance,
    businessId: number,
    variables: startVariables(id, number, asked, values),
    at: asked.at,
  });
  return { answer: 'registered', ticket: BigInt(id), number, start };
}

/**
 * Registers a ticket inside the caller's transaction, once per source. A repetition answers what the first one made;
 * one that asks for something else is refused.
 */
export async function registerTicket(
  client: PoolClient,
  packs: PackStore,
  asked: NewTicket,
): Promise<Registered | Refusal> {
  await client.query('select pg_advisory_xact_lock(hashtextextended($1, 1))', [asked.source]);
  const { rows } = await client.query<{ id: string; number: string; source_hash: string }>(
    'select id, number, source_hash from tickets where source = $1',
    [asked.source],
  );
  const there = rows[0];
  if (there) {
    if (there.source_hash === asked.sourceHash) {
      return { answer: 'registered', ticket: BigInt(there.id), number: there.number };
    }
    const reason = `The same key was used for the ticket ${there.number}, which was asked for otherwise.`;
    return { answer: 'refused', code: 'already-exists', reason };
  }
  const place = await packs.desk(asked.desk, client);
  return place ? insertTicket(client, place, asked) : refused(`There is no desk ${asked.desk}.`);
}
