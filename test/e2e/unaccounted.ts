import type { Store } from '../../desk/index.js';
import type { Acknowledged } from './chaos-load.js';

interface Row {
  readonly key: string;
  readonly state: string | null;
  readonly inputs: number;
  readonly open: number;
  readonly applied: number;
}

/** A wait that a person or a worker answered: its inputs, and which of them counted. */
const answers = (table: 'jobs' | 'user_tasks', kind: string): string => `
  select k.key::text, w.state,
    count(i.number)::int as inputs,
    (count(*) filter (where i.number is not null and i.outcome is null))::int as open,
    (count(*) filter (where i.outcome = 'applied'))::int as applied
  from unnest($1::bigint[]) k(key)
  left join ${table} w on w.key = k.key
  left join inputs i on i.instance = w.instance and i.kind = '${kind}' and i.content ->> 'key' = w.wait
  group by k.key, w.state`;

/** What is wrong with an acknowledged answer; undefined when it has exactly one outcome, which the wait shows. */
function fault({ key, state, inputs, open, applied }: Row): string | undefined {
  if (state === null || inputs === 0) return `${key} is not there`;
  if (open > 0) return `${key} has ${open} inputs without outcome`;
  if (applied > 1) return `${key} was completed ${applied} times`;
  return (state === 'completed') === (applied === 1) ? undefined : `${key} is ${state} after ${applied} completions`;
}

/** Acknowledged commands that the store does not account for, one line each: lost, open, or counted twice. */
export async function unaccounted(store: Store, acknowledged: Acknowledged): Promise<readonly string[]> {
  const jobs = await store.prisma.$queryRawUnsafe<Row[]>(
    answers('jobs', 'job.completed'),
    [...acknowledged.jobs].map(BigInt),
  );
  const tasks = await store.prisma.$queryRawUnsafe<Row[]>(
    answers('user_tasks', 'task.completed'),
    [...acknowledged.tasks].map(BigInt),
  );
  const published = await store.prisma.message.findMany({
    where: { messageId: { in: [...acknowledged.messages] } },
    select: { messageId: true },
  });
  const copies = new Map<string, number>();
  for (const { messageId } of published) copies.set(messageId ?? '', (copies.get(messageId ?? '') ?? 0) + 1);
  return [
    ...[...jobs, ...tasks].map(fault).filter((line) => line !== undefined),
    ...[...acknowledged.messages]
      .filter((id) => copies.get(id) !== 1)
      .map((id) => `message ${id} is there ${copies.get(id) ?? 0} times`),
  ];
}
