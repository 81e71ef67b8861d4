import type { Pool } from 'pg';
import type { Instant } from '../../bpmn/index.js';
import type { Definitions } from '../definitions/definitions.js';
import type { Notices } from '../notices/notices.js';
import type { DueDates, Projections } from '../ports.js';
import type { CommitAnswer, CommitRequest, CommittedInput, Head, StepRequest } from './protocol.js';
import { reckon } from './reckoning.js';
import { jsonbText } from './sql-json.js';
import { openedJobTypes, writesOf } from './writes.js';

/** What `commit_step` and `open_instance` say was set off by their writes. */
export interface SetOff {
  readonly inputs: readonly string[];
  readonly starts: boolean;
}

/** A head as Postgres gives it: the state is text, its key order kept. */
type HeadRow = Omit<Head, 'state'> & { readonly state: string };

type Answered =
  | (SetOff & { readonly kind: 'committed'; readonly pinnedAt: Instant | null })
  | { readonly kind: 'ahead'; readonly head: HeadRow }
  | { readonly kind: 'gone' };

const ahead = ({ state, ...head }: HeadRow): CommitAnswer => ({
  kind: 'ahead',
  head: { ...head, state: JSON.parse(state) as Head['state'] },
});

/** The instant of a step: that of its last input. */
export const instantOf = (inputs: readonly CommittedInput[]): Instant => Math.max(...inputs.map((input) => input.at));

/** How a step's inputs are stored: content, outcome, and nothing that replaying them gives again. */
export const storedInputs = (inputs: readonly CommittedInput[]): readonly unknown[] =>
  inputs.map(({ n, kind, at, content, outcome }) => ({
    ...(n === undefined ? {} : { n }),
    kind,
    at,
    content,
    outcome,
  }));

/** A step's journal: the entries of its inputs in order, each with its instant. */
export const storedJournal = (inputs: readonly CommittedInput[]): readonly unknown[] =>
  inputs.flatMap((input) => input.journal.map((entry) => ({ at: input.at, ...entry })));

/** From this number on up to the last one consumed, all inputs were applied. */
function appliedFrom({ inputs, consumed }: StepRequest): number {
  let first = consumed + 1;
  for (const { n, outcome } of [...inputs].reverse()) {
    if (n === undefined) continue;
    if (outcome !== 'applied') break;
    first = n;
  }
  return first;
}

/**
 * The commit: one transaction that writes a step and decides order and outcome of its inputs (design §5). Idempotent by
 * its base: a second call with the same base finds the instance further and answers the head.
 * @throws when Postgres cannot be reached (retried by the caller's policy)
 */
export function createCommit(deps: {
  readonly pool: Pool;
  readonly definitions: Definitions;
  readonly dueDates: DueDates;
  readonly projections: Projections;
  readonly notices: Notices;
}) {
  /** The head of an instance, for a workflow that has nothing to commit. */
  const look = async (instance: string): Promise<CommitAnswer> => {
    const { rows } = await deps.pool.query<{ head: HeadRow | null }>({
      name: 'instance-head',
      text: 'select instance_head($1) as head',
      values: [instance],
    });
    const head = rows[0]?.head;
    return head ? ahead(head) : { kind: 'gone' };
  };

  return async (request: CommitRequest): Promise<CommitAnswer> => {
    if (!('state' in request)) return look(request.instance);
    const definition = await deps.definitions.document(request.hash);
    const reckoned = await reckon(request.inputs, deps.dueDates);
    const writes = writesOf(definition, request.inputs, reckoned, deps.projections);
    const { due } = reckoned;
    const outcomes = request.inputs.flatMap(({ n, outcome, reason, code }) =>
      n === undefined ? [] : [{ number: n, outcome, reason: reason ?? null, code: code ?? null }],
    );
    const { rows } = await deps.pool.query<{ answer: Answered }>({
      name: 'commit-step',
      text: 'select commit_step($1, $2, $3, $4, $5, $6, $7, $8, instant($9), $10, $11) as answer',
      values: [
        request.instance,
        request.base,
        JSON.stringify(request.state),
        request.state.status,
        request.consumed,
        JSON.stringify(storedInputs(request.inputs)),
        JSON.stringify({ due }),
        JSON.stringify(storedJournal(request.inputs)),
        instantOf(request.inputs),
        jsonbText(outcomes),
        jsonbText(writes),
      ],
    });
    const answer = rows[0]!.answer;
    if (answer.kind === 'gone') return answer;
    if (answer.kind === 'ahead') return ahead(answer.head);
    const { consumed, armed } = request;
    const { status } = request.state;
    deps.notices.outcome(request.instance, consumed, status !== 'active', appliedFrom(request));
    deps.notices.setOff(answer, openedJobTypes(writes));
    return { kind: 'committed', due, pinnedAt: answer.pinnedAt, consumed, status, ...armed };
  };
}
