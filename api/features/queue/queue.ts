import type { z } from 'zod';
import type { Instant, Json } from '../../../bpmn/index.js';
import type { Pack } from '../../../regulations/model/pack.js';
import { rank, type QueueEntry } from '../../../regulations/queue/rank.js';
import type { queuePage, queueQuery, queueRow } from '../../contract/api/queue.js';
import { Problem } from '../../problems/problem.js';
import { sql, type Sql } from '../../search/columns.js';
import { readClocks, toClock, type TicketClock } from '../tickets/clocks.js';
import { readNames, type NameOf } from '../tickets/people.js';
import { readTicketRows, type TicketRow } from '../tickets/rows.js';
import { toSummary } from '../tickets/summary.js';
import type { TicketReading } from '../tickets/ticket.js';
import { inTreesOf } from '../tickets/tree.js';

interface TaskRow {
  readonly key: bigint;
  readonly instance: bigint;
  readonly name: string | null;
  readonly assignee: string | null;
  readonly candidateUsers: readonly string[];
  readonly candidateGroups: readonly string[];
  readonly createdAt: Date;
}

/** A ticket in the queue with all that its place and its row need. */
interface Queued extends QueueEntry {
  readonly row: TicketRow;
  readonly pack: Pack;
  readonly tasks: readonly TaskRow[];
  readonly clocks: readonly TicketClock[];
}

const waiting = sql`exists (
  select from process_instances c join user_tasks u on u.instance = c.number where c.root_number = t.instance and u.state = 'open')`;

/** The open tasks of tickets, each with the ticket's own instance. */
const openTasks = (instances: readonly bigint[]): Sql =>
  sql`select u.key, p.root_number as instance, u.name, u.assignee, u.candidate_users as "candidateUsers", u.candidate_groups as "candidateGroups", u.created_at as "createdAt"
      from process_instances p join user_tasks u on u.instance = p.number
      where ${inTreesOf(instances)} and u.state = 'open' order by u.key`;

const byInstance = <Row extends { readonly instance: bigint }>(rows: readonly Row[]): ReadonlyMap<bigint, Row[]> => {
  const grouped = new Map<bigint, Row[]>();
  for (const row of rows) grouped.set(row.instance, [...(grouped.get(row.instance) ?? []), row]);
  return grouped;
};

/** Variables that the rule looks at, and the reasons it shows. */
const ruleVariables = ({ queue }: Pack): readonly string[] =>
  queue.order.flatMap((criterion) =>
    criterion.by === 'flag' ? [criterion.variable, ...(criterion.reason === undefined ? [] : [criterion.reason])] : [],
  );

const dueOf = (clocks: readonly TicketClock[]): Readonly<Record<string, Instant>> =>
  Object.fromEntries(
    clocks.flatMap(({ milestone, clock: { state, due } }) =>
      due === undefined || state === 'met' ? [] : [[milestone.code, due]],
    ),
  );

/** Every ticket of the desk with an open task. */
const readQueued = async (
  deps: TicketReading,
  desk: string,
  names: readonly string[],
  now: Instant,
): Promise<Queued[]> => {
  const rows = await readTicketRows(deps.prisma, sql`t.desk = ${desk} and p.status = 'active' and ${waiting}`);
  if (rows.length === 0) return [];
  const instances = rows.map(({ instance }) => instance);
  const packed = await Promise.all(
    rows.map(async (row) => ({ row, pack: (await deps.packs.version(row.pack_code, row.pack_version)).pack })),
  );
  const clocked = packed.map(({ row: { instance, priority }, pack }) => ({ instance, priority, pack }));
  const [tasks, variables, clocks] = await Promise.all([
    deps.prisma.$queryRaw<TaskRow[]>(openTasks(instances)),
    deps.prisma.variable.findMany({ where: { instance: { in: instances }, scope: 1, name: { in: [...names] } } }),
    readClocks(deps, clocked, now),
  ]);
  const tasksOf = byInstance(tasks);
  const variablesOf = byInstance(variables);
  return packed.map(({ row, pack }) => ({
    id: row.id,
    registeredAt: row.registered_at.getTime(),
    priority: row.priority,
    variables: Object.fromEntries(
      (variablesOf.get(row.instance) ?? []).map(({ name, value }) => [name, JSON.parse(value) as Json]),
    ),
    due: dueOf(clocks.get(row.instance) ?? []),
    row,
    pack,
    tasks: tasksOf.get(row.instance) ?? [],
    clocks: clocks.get(row.instance) ?? [],
  }));
};

const toTask = (task: TaskRow, nameOf: NameOf): z.input<typeof queueRow>['tasks'][number] => ({
  userTaskKey: task.key.toString(),
  name: task.name,
  assignee: task.assignee,
  assigneeName: task.assignee === null ? null : nameOf(task.assignee),
  candidateUsers: [...task.candidateUsers],
  candidateGroups: [...task.candidateGroups],
  openedAt: task.createdAt.toISOString(),
});

/** Is one of the tasks the person's? Asked for nobody: is one of them free? */
const assignedTo = ({ tasks }: Queued, assignee: string): boolean =>
  tasks.some((task) => (assignee === '' ? task.assignee === null : task.assignee === assignee));

/** The queue of a desk in the order of its rule, each row with the reason of its place. @throws Problem `not-found` */
export const readQueue = async (
  deps: TicketReading,
  { desk: code, from, limit, assignee, status }: z.output<typeof queueQuery>,
): Promise<z.input<typeof queuePage>> => {
  const place = await deps.packs.desk(code);
  if (!place) throw new Problem('not-found', `There is no desk ${code}.`);
  const { pack, desk } = place;
  const now = await deps.engine.clock.now();
  const queued = await readQueued(deps, code, ruleVariables(pack), now.getTime());
  const zone = pack.calendars.find((calendar) => calendar.code === desk.calendar)?.zone ?? 'UTC';
  const ranked = rank(queued, { ...pack, zone }).map((entry, i) => ({ ...entry, position: i + 1 }));
  const shown = ranked.filter(
    ({ entry }) =>
      (assignee === undefined || assignedTo(entry, assignee)) && (status === undefined || entry.row.status === status),
  );
  const page = shown.slice(from, from + limit);
  const nameOf = await readNames(
    deps.prisma,
    page.flatMap(({ entry }) => entry.tasks.map((task) => task.assignee)),
  );
  return {
    items: page.map(({ entry, criteria, decidedBy, reason, position }) => ({
      position,
      ticket: toSummary(entry.row, entry.pack),
      tasks: entry.tasks.map((task) => toTask(task, nameOf)),
      reason,
      criteria: criteria.map((said) => ({ ...said, clause: said.clause ?? null })),
      decidedBy: decidedBy ?? null,
      clocks: entry.clocks.map(toClock),
    })),
    total: shown.length,
    rule: pack.queue.order.map(({ by, label, clause }) => ({ by, label, clause: clause ?? null })),
    readAt: now.toISOString(),
  };
};
