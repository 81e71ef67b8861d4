import type { AfterCommit, Answer, Notices, Outcomes, StartRows } from '../../engine/index.js';
import type { PublishedInputs } from './publish.js';

/** What a transaction on a work item leaves to be done after it. */
export interface PostCommit {
  readonly workItem: bigint;
  readonly start?: bigint | undefined;
  readonly inputs?: PublishedInputs | undefined;
}

/**
 * Makes what follows a transaction on a work item: its process is started, what was published is stepped, pages are told
 * under the topic of its kind. Answers the outcomes of the published inputs.
 */
export function createPostCommit(deps: {
  readonly startRows: StartRows;
  readonly outcomes: Outcomes;
  readonly afterCommit: AfterCommit;
  readonly notices: Notices;
  readonly topic: string;
}): (done: PostCommit) => Promise<readonly Answer[]> {
  return async ({ workItem, start, inputs = [] }) => {
    const changed = (): void => deps.notices.changed(deps.topic, [workItem.toString()]);
    if (start !== undefined) await deps.startRows.openNow(start);
    changed();
    if (inputs.length === 0) return [];
    const pending = inputs.map(([instance, number]) => deps.outcomes.of(instance, number));
    deps.afterCommit.delivered(inputs.map(([instance]) => instance));
    const outcomes = await Promise.all(pending);
    changed();
    return outcomes;
  };
}
