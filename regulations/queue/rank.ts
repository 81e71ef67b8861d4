import type { Instant, Json } from '../../bpmn/index.js';
import type { Pack, QueueCriterion } from '../model/pack.js';

/** What the order of a queue is decided by, of one ticket. */
export interface QueueEntry {
  /** Breaks ties: tickets of the same rank stand in the order of their ids. */
  readonly id: bigint;
  readonly registeredAt: Instant;
  readonly priority: string;
  /** Variables of the ticket's process. */
  readonly variables: Readonly<Record<string, Json>>;
  /** Due instants of milestones that have a term and are not met. */
  readonly due: Readonly<Record<string, Instant>>;
}

/** A criterion with a ticket's value for it. */
export interface RankedBy {
  readonly by: QueueCriterion['by'];
  readonly label: string;
  readonly value: string | number | boolean | null;
  /** The value in words. */
  readonly text: string;
  readonly clause?: string;
}

/** A ticket in its place, and why. */
export interface Ranked<Entry> {
  readonly entry: Entry;
  readonly criteria: readonly RankedBy[];
  /** Which criterion puts it behind the one before; none for the first, and among equals. */
  readonly decidedBy?: number;
  /** The criteria and values in words. */
  readonly reason: string;
}

type Context = Pick<Pack, 'priorities' | 'language' | 'queue'> & { readonly zone: string };

/** What a criterion says of a ticket: less comes first. */
interface Judged extends RankedBy {
  readonly order: number;
}

const instantText = (at: Instant, { language, zone }: Context): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'short', timeStyle: 'short', timeZone: zone }).format(at);

function judge(criterion: QueueCriterion, entry: QueueEntry, context: Context): Judged {
  const common = {
    by: criterion.by,
    label: criterion.label,
    ...(criterion.clause === undefined ? {} : { clause: criterion.clause }),
  };
  switch (criterion.by) {
    case 'flag': {
      const value = entry.variables[criterion.variable] === true;
      const reason = criterion.reason === undefined ? undefined : entry.variables[criterion.reason];
      const yes = typeof reason === 'string' ? `${criterion.yes} (${reason})` : criterion.yes;
      return { ...common, value, text: value ? yes : criterion.no, order: value ? 0 : 1 };
    }
    case 'priority': {
      const place = context.priorities.findIndex(({ code }) => code === entry.priority);
      const text = context.priorities[place]?.label ?? entry.priority;
      return { ...common, value: entry.priority, text, order: place < 0 ? context.priorities.length : place };
    }
    case 'due': {
      const due = entry.due[criterion.milestone];
      if (due === undefined) return { ...common, value: null, text: criterion.none, order: Infinity };
      return { ...common, value: new Date(due).toISOString(), text: instantText(due, context), order: due };
    }
    case 'registered': {
      const at = entry.registeredAt;
      return { ...common, value: new Date(at).toISOString(), text: instantText(at, context), order: at };
    }
  }
}

/** The first criterion in which two tickets differ. */
const difference = (a: readonly Judged[], b: readonly Judged[]): number =>
  a.findIndex(({ order }, i) => order !== b[i]?.order);

/** Puts tickets in the order that the pack's rule gives, each with the reason of its place. */
export function rank<Entry extends QueueEntry>(entries: readonly Entry[], context: Context): readonly Ranked<Entry>[] {
  const judged = entries.map((entry) => ({
    entry,
    judgements: context.queue.order.map((criterion) => judge(criterion, entry, context)),
  }));
  judged.sort((a, b) => {
    const at = difference(a.judgements, b.judgements);
    if (at >= 0) return a.judgements[at]!.order < b.judgements[at]!.order ? -1 : 1;
    return a.entry.id < b.entry.id ? -1 : 1;
  });
  return judged.map(({ entry, judgements }, i) => {
    const before = judged[i - 1];
    const decidedBy = before ? difference(before.judgements, judgements) : -1;
    return {
      entry,
      criteria: judgements.map(({ order: _, ...said }) => said),
      ...(decidedBy < 0 ? {} : { decidedBy }),
      reason: judgements.map(({ label, text }) => `${label}: ${text}`).join('; '),
    };
  });
}
