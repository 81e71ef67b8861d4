import type { z } from 'zod';
import type { Json, Variables } from '../../../bpmn/index.js';
import type { Pack } from '../../../regulations/model/pack.js';
import type { Prisma, PrismaClient, UserTask } from '../../../store/generated/client.js';
import type { Engine } from '../../../store/index.js';
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

/** The same within one transaction. */
interface Snapshot extends Omit<TicketReading, 'prisma'> {
  readonly prisma: Prisma.TransactionClient;
}

/** The row of a ticket with its pack. @throws Problem `not-found` */
export const findTicket = async (
  { prisma, packs }: Pick<Snapshot, 'prisma' | 'packs'>,
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

const findOpenTasks = async (prisma: Prisma.TransactionClient, instance: bigint): Promise<UserTask[]> => {
  const instances = await instancesOf(prisma, instance);
  return prisma.userTask.findMany({
    where: { instance: { in: [...instances] }, state: 'open' },
    orderBy: { key: 'asc' },
  });
};

/** Tasks with their forms. What a form starts with is read as it is now; of a task that is gone it is nothing. */
const withForms = async (
  { prisma, engine }: Pick<TicketReading, 'prisma' | 'engine'>,
  tasks: readonly UserTask[],
  pack: Pack,
): Promise<z.input<typeof ticketTask>[]> => {
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

/** What is kept of a ticket, all of one moment: never a status of before beside a task of after. */
const readSnapshot = async (deps: Snapshot, id: string, caller: Pick<Caller, 'roles'>, now: Date) => {
  const { prisma } = deps;
  const { row, pack } = await findTicket(deps, id);
  const { instance, priority } = row;
  // One after the other: a transaction has one connection.
  const clocks = await readClocks(deps, [{ instance, priority, pack }], now.getTime());
  const actions = await offeredActions(deps, instance, caller);
  const tasks = await findOpenTasks(prisma, instance);
  const timeline = await readTimeline(prisma, row, pack);
  const files = await prisma.attachment.findMany({ where: { ticketId: row.id }, orderBy: { id: 'asc' } });
  const previous = row.previous_id === null ? null : await prisma.ticket.findUnique({ where: { id: row.previous_id } });
  const following = await prisma.ticket.findMany({ where: { previousId: row.id }, orderBy: { id: 'asc' } });
  return { row, pack, clocks, actions, tasks, timeline, files, previous, following };
};

/** A ticket whole, as the caller may see it. @throws Problem `not-found` */
export const readTicket = async (
  deps: TicketReading,
  id: string,
  caller: Pick<Caller, 'roles'>,
): Promise<z.input<typeof ticket>> => {
  const now = await deps.engine.clock.now();
  const { row, pack, clocks, actions, tasks, timeline, files, previous, following } = await deps.prisma.$transaction(
    (prisma) => readSnapshot({ ...deps, prisma }, id, caller, now),
    { isolationLevel: 'RepeatableRead' },
  );
  return {
    ...toSummary(row, pack),
    text: row.text,
    fields: row.fields as Variables,
    previous: previous === null ? null : named(previous),
    following: following.map(named),
    attachments: files.map(toAttachment),
    tasks: await withForms(deps, tasks, pack),
    actions: actions.map((action) => toAction(action, pack)),
    clocks: (clocks.get(row.instance) ?? []).map(toClock),
    timeline,
    readAt: now.toISOString(),
  };
};
