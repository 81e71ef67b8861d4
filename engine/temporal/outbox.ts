import type { Pool } from 'pg';
import type { InstanceState, Instant } from '../../bpmn/index.js';
import type { CarriedInput, TimerBook } from '../instances/protocol.js';

/** One instance with inputs to send, leased to this relay. */
export interface Outgoing {
  readonly instance: string;
  readonly workflowId: string;
  readonly workflowStarted: boolean;
  readonly inputs: readonly CarriedInput[];
  /** Number of the last input consumed by now: a workflow that stands before it is behind. */
  readonly consumed: number;
  /** Number of the last input that is on its way after this sending. */
  readonly sentTo: number;
  /** What the workflow begins from; only when it has not been started. */
  readonly beginning?: {
    readonly hash: string;
    readonly state: InstanceState;
    readonly step: number;
    readonly book: TimerBook;
    readonly pinnedAt: Instant | null;
  };
}

/** The relay's view of the inboxes: takes a lease, reads what is open, marks what was sent. At least once. */
export interface Outbox {
  /**
   * Leases up to `limit` instances with unsent inputs, and up to `beginnings` that have none and whose workflow is to begin
   * (as many, when not given).
   */
  lease(limit: number, beginnings?: number): Promise<readonly Outgoing[]>;
  /**
   * Marks what was sent; inputs that came meanwhile keep the instance unsent. Nothing is marked for an instance that got
   * another workflow meanwhile.
   */
  sent(done: readonly Pick<Outgoing, 'instance' | 'workflowId' | 'sentTo'>[]): Promise<void>;
  /** Offers inputs again that were sent long ago and have no outcome. Answers how many instances. */
  offerAgain(olderThanMs: number): Promise<number>;
}

/** How long a relay may take for a batch before another one takes over. */
const LEASE_MS = 5_000;

const LEASE = `
  with offered as (
    select instance from inboxes where unsent and next_number - 1 > sent_to and lease_until < clock_timestamp()
    order by lease_until limit $2 for update skip locked
  ), beginning as (
    select instance from inboxes where unsent and next_number - 1 <= sent_to and lease_until < clock_timestamp()
    order by lease_until limit $3 for update skip locked
  ), leased as (
    update inboxes set lease_until = clock_timestamp() + $1::bigint * interval '1 ms'
    where instance in (select instance from offered union all select instance from beginning) returning instance, sent_to
  )
  select l.instance, greatest(l.sent_to, p.consumed) as sent_to, p.workflow_id, p.workflow_started, p.hash, p.step, p.consumed,
    case when p.workflow_started then null else p.state end as state,
    case when p.workflow_started then null else
      coalesce((select json_object_agg(t.wait, instant_ms(t.due) order by t.key) from timers t where t.instance = l.instance), '{}') end as book,
    case when p.workflow_started then null else (select instant_ms(pinned_at) from clock) end as pinned_at,
    (select json_agg(json_build_object('n', i.number, 'kind', i.kind, 'at', instant_ms(i.at), 'content', i.content) order by i.number)
       from inputs i where i.instance = l.instance and i.number > l.sent_to and i.outcome is null) as inputs
  from leased l join process_instances p on p.number = l.instance`;

const OFFER_AGAIN = `
  with late as (
    select b.instance, p.consumed from inboxes b join process_instances p on p.number = b.instance
    where not b.ended and not b.unsent and b.sent_at < clock_timestamp() - $1::bigint * interval '1 ms'
      and exists (select 1 from inputs i where i.instance = b.instance and i.outcome is null and i.number <= b.sent_to)
    for update of b skip locked
  )
  update inboxes b set sent_to = late.consumed, unsent = true, lease_until = 'epoch' from late where b.instance = late.instance`;

interface Row {
  readonly instance: string;
  readonly sent_to: number;
  readonly workflow_id: string;
  readonly workflow_started: boolean;
  readonly hash: string;
  readonly step: number;
  readonly consumed: number;
  readonly state: InstanceState | null;
  readonly book: TimerBook | null;
  readonly pinned_at: string | null;
  readonly inputs: readonly (CarriedInput & { readonly n: number })[] | null;
}

const rowToOutgoing = (row: Row): Outgoing => {
  const inputs = row.inputs ?? [];
  return {
    instance: row.instance,
    workflowId: row.workflow_id,
    workflowStarted: row.workflow_started,
    inputs,
    consumed: row.consumed,
    sentTo: inputs.at(-1)?.n ?? row.sent_to,
    ...(row.workflow_started || row.state === null
      ? {}
      : {
          beginning: {
            hash: row.hash,
            state: row.state,
            step: row.step,
            book: row.book ?? {},
            pinnedAt: row.pinned_at === null ? null : Number(row.pinned_at),
          },
        }),
  };
};

export const createOutbox = (pool: Pool): Outbox => ({
  async lease(limit, beginnings = limit) {
    const { rows } = await pool.query<Row>({
      name: 'outbox-lease',
      text: LEASE,
      values: [LEASE_MS, limit, beginnings],
    });
    return rows.map(rowToOutgoing);
  },
  async sent(done) {
    const marks = done.map(({ instance, workflowId, sentTo }) => ({ instance, workflowId, sentTo }));
    await pool.query({ name: 'outbox-sent', text: 'select mark_sent($1)', values: [JSON.stringify(marks)] });
  },
  async offerAgain(olderThanMs) {
    const { rowCount } = await pool.query({ name: 'outbox-again', text: OFFER_AGAIN, values: [olderThanMs] });
    return rowCount ?? 0;
  },
});
