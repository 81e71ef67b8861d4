import { condition, continueAsNew, defineSignal, setHandler, workflowInfo } from '@temporalio/workflow';
import { engine } from '../local-activities.js';
import { LOOK_AGAIN } from './messages.js';

const lookAgain = defineSignal(LOOK_AGAIN);
const LONG_HISTORY = 1_000;

/**
 * Waits for the timer start events of one definition and writes the starts that fall due. Ends when
 * a newer version of the process has taken over. Schedules are not used: they follow the server's clock.
 */
export async function timerStarts(definition: string): Promise<void> {
  let looks = 0;
  setHandler(lookAgain, () => {
    looks += 1;
  });
  for (;;) {
    const seen = looks;
    const book = await engine.timerStartBook(definition);
    const next = book.starts[0];
    if (!next) return;
    if (book.pinnedAt !== null) await condition(() => looks > seen);
    else {
      const wait = Math.max(1, next.due - Date.now());
      const woken = await condition(() => looks > seen, wait);
      if (!woken) await engine.fireTimerStart(definition, next.element, next.due);
    }
    if (looks === seen && workflowInfo().historyLength > LONG_HISTORY)
      await continueAsNew<typeof timerStarts>(definition);
  }
}
