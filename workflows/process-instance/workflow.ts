import {
  condition,
  continueAsNew,
  defineSignal,
  proxyLocalActivities,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { EngineActivities } from '../../activities/index.js';
import { Arms } from './arms.js';
import { Host } from './host.js';
import { kernel } from './kernel.js';
import { OFFERED, type DefinitionReference, type Ended, type OfferedArguments, type Run } from './messages.js';

const offered = defineSignal<OfferedArguments>(OFFERED);

/**
 * The commit is a local activity: 0.6 ms of Postgres instead of another workflow task. Its outage is waited for with
 * timers in history after 5 s, so that a long one does not fill the history with heartbeats.
 */
const { commit } = proxyLocalActivities<EngineActivities>({
  startToCloseTimeout: '10 s',
  localRetryThreshold: '5 s',
  retry: { initialInterval: '100 ms', backoffCoefficient: 2, maximumInterval: '5 s' },
});

/** Replaying 2,000 events costs 0.9 s of a core (design §5): continue as new well before. */
const LONG_HISTORY = 1_000;

/**
 * One process instance: hosts the kernel, whatever the definition. Begins from any state (start at the door,
 * continue-as-new), drains its inbox, steps, commits, and follows Postgres where that is ahead.
 */
export async function processInstance(definition: DefinitionReference, run: Run): Promise<Ended> {
  const host = new Host(kernel, definition.document!, definition.$definition, run);
  const arms = new Arms(host);
  setHandler(offered, (batch, consumed) => host.offer(batch, consumed));
  while (host.active) {
    arms.align();
    await condition(() => host.ready);
    const attempt = host.attempt(Date.now());
    host.follow(attempt, await commit(attempt.request));
    if (
      host.active &&
      host.atRest &&
      arms.idle &&
      host.activities.length === 0 &&
      workflowInfo().historyLength > LONG_HISTORY
    ) {
      arms.release();
      await continueAsNew<typeof processInstance>(definition, host.run);
    }
  }
  arms.release();
  return { status: host.gone ? 'gone' : host.state.status, steps: host.steps };
}
