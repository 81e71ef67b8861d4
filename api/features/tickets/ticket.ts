import type { z } from 'zod';
import type { Json, Variables } from '../../../bpmn/index.js';
import type { Pack } from '../../../regulations/model/pack.js';
import type { PrismaClient } from '../../../prisma/generated/client.js';
import type { Engine } from '../../../engine/index.js';
import type { Caller } from '../../access/caller.js';
import type { ticket, ticketTask } from '../../contract/api/tickets.js';
import { Problem } from '../../problems/problem.js';
import { sql } from '../../search/columns.js';
import { offeredActions, toAction } from './actions.js';
import { readClocks, toClock } from './clocks.js';
import { readNames } from './people.js';
import { readTicketRows, type TicketRow } from './rows.js';
import { toSummary } from './summary.js';
import type { Ticketing } from './ticketing.js';
import { readTimeline, toAttachment } from './timeline.js';
import { instancesOf } from './tree.js';

/** What reading a ticket needs. */
export interface TicketReading extends Ticketing {
  readonly prisma: PrismaClient;
  readonly engine: Engine;
}

/** The row of a ticket with its pack. @throws Problem `not-found` */
export const findTicket = async (
  { prisma, packs }: Pick<TicketReading, 'prisma' | 'packs'>,
  id: string,
): Promise<{ readonly row: TicketRow; readonly pack: Pack }> => {
  const [row] = await readTicketRows(prisma, sql`t.id = ${BigInt(id)}`);
  if (!row) throw new Problem('not-found', `There is no ticket ${id}.`);
  const { pack } = await packs.version(row.pack_code, row.pack_version);
  return { row, pack };
};

/** Names that the components of a form read and write. */
const formKeys = (form: unknown): readonly string[] => {
  if (typeof form !== 'object' || form === null) return [];
  const { key, path, components } = form as {
    readonly key?: unknown;
    readonly path?: unknown;
    readonly components?: unknown;
  };
  const inside = Array.isArray(components) ? components.flatMap(formKeys) : [];
  return [key, path]
    .filter((name) => typeof name === 'string')
    .map((name) => name.split('.')[0]!)
    .concat(inside);
};

/** What a form starts with: of the variables that the task sees, those that the form names. */
const formVariables = (form: unknown, visible: Readonly<Record<string, Json>>): Variables => {
  const names = new Set(formKeys(form));
  return Object.fromEntries(Object.entries(visible).filter(([name]) => names.has(name)));
};

const openTasks = async (
  { prisma, engine }: Pick<TicketReading, 'prisma' | 'engine'>,
  instance: bigint,
  pack: Pack,
): Promise<z.input<typeof ticketTask>[]> => {
  const instances = await instancesOf(prisma, instance);
  const tasks = await prisma.userTask.findMany({
    where: { instance: { in: [...instances] }, state: 'open' },
    orderBy: { key: 'asc' },
  });
  const nameOf = await readNames(
    prisma,
    tasks.map(({ assignee }) => assignee),
  );
  return Promise.all(
    tasks.map(async (task) => {
      const form = (task.formId === null ? undefined : pack.forms[task.formId]) ?? null;
      const visible = form === null ? {} : ((await engine.visibleVariables(task.elementInstanceKey)) ?? {});
      return {
        userTaskKey: task.key.toString(),
        name: task.name,
        elementId: task.elementId,
        assignee: task.assignee,
        assigneeName: task.assignee === null ? null : nameOf(task.assignee),
        candidateUsers: task.candidateUsers,
        candidateGroups: task.candidateGroups,
        openedAt: task.createdAt.toISOString(),
        form,
        variables: formVariables(form, visible),
      };
    }),
  );
};

const named = (row: { readonly id: bigint; readonly number: string }) => ({
  ticketId: row.id.toString(),
  number: row.number,
});

/** How far the processes of a ticket have come: another text after each of their commits. */
const progressOf = async (prisma: PrismaClient, id: string): Promise<string> => {
  const [row] = await prisma.$queryRaw<{ readonly progress: string }[]>(sql`
    select coalesce(string_agg(p.number || ':' || p.step, ' ' order by p.number), '') as progress
    from tickets t join process_instances p on p.root_number = t.instance where t.id = ${BigInt(id)}`);
  return row!.progress;
};

/** All that is kept of a ticket, each part as it is when it is read. @throws Problem `not-found` */
const readParts = async (deps: TicketReading, id: string, caller: Pick<Caller, 'roles'>) => {
  const { row, pack } = await findTicket(deps, id);
  const { prisma, engine } = deps;
  const now = await engine.clock.now();
  const { instance, priority } = row;
  const [clocks, actions, tasks, timeline, files, previous, following, origin] = await Promise.all([
    readClocks(deps, [{ instance, priority, pack }], now.getTime()),
    offeredActions(deps, instance, caller),
    openTasks(deps, instance, pack),
    readTimeline(prisma, row, pack),
    prisma.attachment.findMany({ where: { ticketId: row.id }, orderBy: { id: 'asc' } }),
    row.previous_id === null ? null : prisma.ticket.findUnique({ where: { id: row.previous_id } }),
    prisma.ticket.findMany({ where: { previousId: row.id }, orderBy: { id: 'asc' } }),
    prisma.ticket.findUnique({ where: { id: row.id }, select: { mentions: true } }),
  ]);
  const links = { previous, following, mentions: origin?.mentions ?? null };
  return { row, pack, now, clocks: clocks.get(instance) ?? [], actions, tasks, timeline, files, links };
};

/** How often a ticket is read whose processes go on meanwhile, before it is shown as it was read the last time. */
const READINGS = 3;

/**
 * The parts of a ticket between two commits of its processes: never a status of before beside a task of after. Not in one
 * transaction, which would hold a connection for as long as all of it takes.
 */
const readConsistent = async (...ticket: Parameters<typeof readParts>): ReturnType<typeof readParts> => {
  const [{ prisma }, id] = ticket;
  let progress = await progressOf(prisma, id);
  for (let reading = 1; ; reading += 1) {
    const parts = await readParts(...ticket);
    const after = await progressOf(prisma, id);
    if (after === progress || reading === READINGS) return parts;
    progress = after;
  }
};

/** A ticket whole, as the caller may see it. @throws Problem `not-found` */
export const readTicket = async (
  deps: TicketReading,
  id: string,
  caller: Pick<Caller, 'roles'>,
): Promise<z.input<typeof ticket>> => {
  const { row, pack, now, clocks, actions, tasks, timeline, files, links } = await readConsistent(deps, id, caller);
  const { previous, following, mentions } = links;
  return {
    ...toSummary(row, pack),
    text: row.text,
    fields: row.fields as Variables,
    previous: previous === null ? null : named(previous),
    following: following.map(named),
    mentions: mentions === null ? null : named(mentions),
    attachments: files.map(toAttachment),
    tasks,
    actions: actions.map((action) => toAction(action, pack)),
    clocks: clocks.map(toClock),
    timeline,
    readAt: now.toISOString(),
  };
};
