import { condition, continueAsNew, defineSignal, setHandler, workflowInfo } from '@temporalio/workflow';
import { engine } from '../local-activities.js';
import { Arms } from './arms.js';
import { Host } from './host.js';
import { kernel } from './kernel.js';
import { OFFERED, type DefinitionReference, type Ended, type OfferedArguments, type Run } from './messages.js';

const offered = defineSignal<OfferedArguments>(OFFERED);

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
    const full = workflowInfo().historyLength > LONG_HISTORY;
    if (full && host.atRest && arms.idle) {
      arms.release();
      await continueAsNew<typeof processInstance>(definition, host.run);
    }
    arms.align(full);
    await condition(() => host.ready);
    const attempt = host.attempt(Date.now(), workflowInfo().unsafe.isReplaying);
    host.follow(attempt, await engine.commit(attempt.request));
  }
  arms.release();
  return { status: host.gone ? 'gone' : host.status, steps: host.steps };
}
