import {
  condition,
  continueAsNew,
  defineQuery,
  defineSignal,
  setCurrentDetails,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { ToldFact } from '../../activities/index.js';
import { engine } from '../local-activities.js';
import { MOVED, OVERVIEW, type HistoryLimits, type Overview } from './messages.js';
import { TemporalCommands } from './temporal-commands.js';

const moved = defineSignal(MOVED);
const overview = defineQuery<Overview>(OVERVIEW);

/** Replaying 2,000 events costs 0.9 s of a core: continue as new well before. */
const HISTORY_LIMITS: HistoryLimits = { long: 1_000, longest: 10_000 };

/**
 * Keeps the time of one process instance and runs its activities; it knows no BPMN. What Temporal tells it is stepped by
 * `advance`, which answers what is to be kept from then on: timers and activities.
 */
export async function processInstance(
  instance: string,
  carried: readonly ToldFact[] = [],
  limits: HistoryLimits = HISTORY_LIMITS,
): Promise<void> {
  let told: ToldFact[] = [...carried];
  let look = true;
  let details = '';
  const commands = new TemporalCommands(instance, {
    due: () => {
      look = true;
    },
    answered: (fact) => {
      told.push(fact);
    },
  });
  setHandler(moved, () => {
    look = true;
  });
  setHandler(overview, () => ({ instance, details, activities: commands.running, timer: commands.timer }));

  for (;;) {
    look = false;
    const taken = told;
    told = [];
    const wanted = await engine.advance(instance, taken, commands.running);
    if (wanted.ended) return commands.release();
    if (details !== wanted.details) setCurrentDetails((details = wanted.details));
    const { historyLength, continueAsNewSuggested } = workflowInfo();
    const long = historyLength >= limits.long || continueAsNewSuggested;
    if ((long && !look && told.length === 0 && commands.idle) || historyLength >= limits.longest) {
      commands.release();
      await continueAsNew<typeof processInstance>(instance, told, ...(limits === HISTORY_LIMITS ? [] : [limits]));
    }
    commands.align(wanted);
    await condition(() => look || told.length > 0);
  }
}
