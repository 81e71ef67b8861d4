import type { Pool } from 'pg';
import type { Instant } from '../../bpmn/index.js';
import type { CalendarFact } from '../ports.js';
import type { CallerStamp } from './inputs.js';
import { isUnknown } from '../database.js';
import { jsonbText as storableJson } from './sql-json.js';
import type { WriteLists } from './writes.js';

/** One step as the SQL type `commit_head` takes it. JSON texts stand as they are. */
export interface CommitHead {
  readonly instance: string;
  readonly base: number;
  readonly base_token: string;
  readonly token: string;
  readonly kernel: number;
  readonly next: number;
  /** How many inputs get their numbers by it. */
  readonly own: number;
  /** Nothing may have been accepted since the head was read. */
  readonly exact: boolean;
  /** Everything that was open in the inbox has been taken. */
  readonly emptied: boolean;
  /** Taken by a worker, which may step what is heavy. */
  readonly worker: boolean;
  /** It was within the budget of a request: what was heavy is so no longer. */
  readonly light: boolean;
  /** JSON text. */
  readonly state: string;
  readonly status: string;
  readonly at: Instant;
  readonly inputs: readonly unknown[];
  readonly decided: unknown;
  readonly journal: readonly unknown[];
  /** Rows of the inputs that get their numbers by it. */
  readonly accepted: readonly unknown[] | null;
  /** Outcomes of inputs that were in the inbox. */
  readonly outcomes: readonly unknown[] | null;
  /** The workflow must be told after so many ms; null: nothing is new for it. */
  readonly tell: number | null;
  readonly callers: readonly CallerStamp[] | null;
  readonly facts: readonly CalendarFact[] | null;
  /** Epoch of the clock that instants were taken from. */
  readonly clock: number;
  /** Of a start: what the instance row gets. */
  readonly opening: Readonly<Record<string, unknown>> | null;
}

/** Why a step was not committed (SQL `basis_verdict`, `commit_steps`); null: it was. */
export type Verdict =
  'ahead' | 'gone' | 'heavy' | 'clock' | 'callers' | 'facts' | 'outdated' | 'absent' | 'skipped' | null;

/** What committed steps have brought about elsewhere. */
export interface CommitEffects {
  /** Instances with new inputs. */
  readonly delivered: readonly string[];
  /** Ids of start rows. */
  readonly starts: readonly string[];
  /** Ids of pending correlations. */
  readonly correlations: readonly string[];
}

export interface Committed extends CommitEffects {
  readonly verdict: Verdict;
}

/** A step to commit. */
export interface CommitRequest {
  readonly head: CommitHead;
  readonly writes: WriteLists;
  /** It takes locks of others: never together with other instances. */
  readonly alone: boolean;
}

export interface Commits {
  /** @throws a database error: the transaction was rolled back; a broken connection: its outcome is unknown (`isUnknown`) */
  commit(request: CommitRequest): Promise<Committed>;
}

const GROUP = 16;
/** Groups under way at a time: while they are, the next ones gather. */
const GROUPS_UNDER_WAY = 2;

export const NO_EFFECTS: CommitEffects = { delivered: [], starts: [], correlations: [] };

interface Answer extends Partial<CommitEffects> {
  readonly verdicts: Readonly<Record<string, Verdict>>;
}

/** One JSON text of a head; the state is put in as it is. */
const headText = ({ state, ...head }: CommitHead): string => `${JSON.stringify(head).slice(0, -1)},"state":${state}}`;

interface Waiting {
  readonly request: CommitRequest;
  readonly done: (committed: Committed) => void;
  readonly failed: (error: unknown) => void;
}

/** Commits steps; those of different instances that are ready together go in one transaction. */
export function createCommits(pool: Pick<Pool, 'query'>): Commits {
  const send = async (requests: readonly CommitRequest[]): Promise<Answer> => {
    const writes: Record<string, unknown[]> = {};
    for (const { head, writes: lists } of requests)
      for (const [name, rows] of Object.entries(lists) as [string, readonly object[]][])
        for (const row of rows) (writes[name] ??= []).push({ i: head.instance, ...row });
    const { rows } = await pool.query<{ answer: Answer }>({
      name: 'commit-steps',
      text: 'select commit_steps($1, $2) as answer',
      values: [`[${requests.map(({ head }) => headText(head)).join(',')}]`, storableJson(writes)],
    });
    return rows[0]!.answer;
  };

  const alone = async (request: CommitRequest): Promise<Committed> => {
    const { verdicts, ...effects } = await send([request]);
    return { ...NO_EFFECTS, ...effects, verdict: verdicts[request.head.instance] ?? null };
  };

  const waiting: Waiting[] = [];
  let underWay = 0;

  /** Outside of the groups: who waits for a lock holds up none of them. */
  const byItself = ({ request, done, failed }: Waiting): void => void alone(request).then(done, failed);

  const together = async (group: readonly Waiting[]): Promise<void> => {
    if (group.length === 1) {
      await alone(group[0]!.request).then(group[0]!.done, group[0]!.failed);
      return;
    }
    let answer: Answer;
    try {
      answer = await send(group.map(({ request }) => request));
    } catch (error) {
      // Of a broken connection the outcome is unknown; what the database refused is found out one by one.
      if (isUnknown(error)) for (const { failed } of group) failed(error);
      else group.forEach(byItself);
      return;
    }
    const { verdicts, ...effects } = answer;
    // What the group has brought about is told once; by whom does not matter.
    let untold: CommitEffects = { ...NO_EFFECTS, ...effects };
    for (const each of group) {
      const verdict = verdicts[each.request.head.instance] ?? null;
      if (verdict === 'skipped') byItself(each);
      else {
        each.done({ ...(verdict === null ? untold : NO_EFFECTS), verdict });
        if (verdict === null) untold = NO_EFFECTS;
      }
    }
  };

  const go = (): void => {
    while (underWay < GROUPS_UNDER_WAY && waiting.length > 0) {
      underWay += 1;
      void together(waiting.splice(0, GROUP)).finally(() => {
        underWay -= 1;
        go();
      });
    }
  };

  return {
    commit(request) {
      if (request.alone) return alone(request);
      return new Promise((done, failed) => {
        waiting.push({ request, done, failed });
        if (waiting.length === 1) setImmediate(go);
      });
    },
  };
}
