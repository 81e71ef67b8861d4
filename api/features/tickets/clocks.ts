import type { z } from 'zod';
import type { Instant } from '../../../bpmn/index.js';
import {
  milestoneClock,
  type MilestoneClock,
  type MilestoneMark,
} from '../../../regulations/clocks/milestone-clock.js';
import type { Milestone, Pack } from '../../../regulations/model/pack.js';
import type { PrismaClient } from '../../../prisma/generated/client.js';
import type { CalendarStore } from '../../../desk/index.js';
import type { clock } from '../../contract/api/clocks.js';
import { sql } from '../../search/columns.js';
import { inTreesOf } from './tree.js';

/** A milestone of a ticket with its clock. */
export interface TicketClock {
  readonly milestone: Milestone;
  readonly zone: string;
  /** Last date whose holidays are published; absent: none are, or the calendar follows no state. */
  readonly publishedUntil: string | undefined;
  readonly clock: MilestoneClock;
}

/** What the clocks of a ticket depend on. */
export interface Clocked {
  readonly instance: bigint;
  readonly priority: string;
  readonly pack: Pack;
}

interface MarkRow {
  readonly instance: bigint;
  readonly kind: MilestoneMark['kind'];
  readonly name: string;
  readonly at: Date;
}

/** Reads the clocks of many tickets at once, as they stand now: from their marks and the calendars in force. */
export const readClocks = async (
  { prisma, calendars }: { readonly prisma: PrismaClient; readonly calendars: CalendarStore },
  tickets: readonly Clocked[],
  now: Instant,
): Promise<ReadonlyMap<bigint, readonly TicketClock[]>> => {
  if (tickets.length === 0) return new Map();
  const instances = tickets.map(({ instance }) => instance);
  const rows = await prisma.$queryRaw<MarkRow[]>(
    sql`select p.root_number as instance, m.kind, m.name, m.at
        from process_instances p join instance_marks m on m.instance = p.number
        where ${inTreesOf(instances)} and m.kind in ('milestoneStart', 'milestoneMet') order by m.id`,
  );
  const marks = new Map<bigint, MarkRow[]>();
  for (const row of rows) marks.set(row.instance, [...(marks.get(row.instance) ?? []), row]);
  const inForce = await calendars.inForce(
    tickets.flatMap(({ pack }) => pack.milestones.map(({ calendar }) => calendar)),
  );
  return new Map(
    tickets.map(({ instance, pack, priority }) => [
      instance,
      pack.milestones.flatMap((milestone) => {
        const calendar = inForce(milestone.calendar);
        if (!calendar) return [];
        const own = (marks.get(instance) ?? [])
          .filter(({ name }) => name === milestone.code)
          .map(({ kind, at }) => ({ kind, at: at.getTime() }));
        const target = milestone.targets[priority];
        const { zone, publishedUntil } = calendar;
        return [{ milestone, zone, publishedUntil, clock: milestoneClock(calendar, own, now, target) }];
      }),
    ]),
  );
};

const text = (instant: Instant | undefined): string | null =>
  instant === undefined ? null : new Date(instant).toISOString();

/** A clock as the API writes it. */
export const toClock = ({ milestone, zone, publishedUntil, clock: reading }: TicketClock): z.input<typeof clock> => ({
  milestone: milestone.code,
  label: milestone.label,
  state: reading.state,
  calendar: milestone.calendar,
  zone,
  open: reading.open,
  nextChange: text(reading.nextChange),
  startedAt: text(reading.startedAt),
  metAt: text(reading.metAt),
  usedMinutes: reading.usedMinutes,
  targetMinutes: reading.targetMinutes ?? null,
  remainingMinutes: reading.remainingMinutes ?? null,
  dueAt: text(reading.due),
  breached: reading.breached,
  certainty: reading.certainty,
  publishedUntil: publishedUntil ?? null,
  segments: reading.segments.map(({ from, to }) => ({
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    minutes: (to - from) / 60_000,
  })),
});
