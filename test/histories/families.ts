import type { ProcessDefinition } from '../../bpmn/index.js';
import { build } from '../../bpmn/test-support/build.js';
import {
  end,
  errorBoundary,
  ownActivity,
  parallel,
  start,
  timerBoundary,
  timerCatch,
  timerStart,
  user,
} from '../../bpmn/test-support/elements.js';
import type { Play } from './play.js';

/** Task queue of the worker that runs the own activities of the recorded instances. */
export const OWN_QUEUE = 'queue';

/** What one recorded history is about: an instance of the first definition, or that definition's timer starts. */
export interface Family {
  readonly name: string;
  readonly definitions: readonly ProcessDefinition[];
  /** What is done to the instance; absent: the definition starts its instances itself. */
  play?(on: Play): Promise<void>;
  /** Its workflow carries answers of activities over when it continues as new. */
  readonly carries?: true;
}

/** Activities that answer at the same time: one answer is stepped, the others are carried over. */
export const AT_ONCE = 6;

/** One history for each thing that a workflow does. */
export const families: readonly Family[] = [
  {
    name: 'activity',
    definitions: [
      build(
        {
          elements: [
            start(),
            ownActivity('greet'),
            ownActivity('refuse'),
            errorBoundary('refused', 'refuse', 'REFUSED'),
            ownActivity('dawdle'),
            timerBoundary('limit', 'dawdle', 'PT0.3S'),
            ownActivity('stumble'),
            user('check'),
            end(),
          ],
          flows: ['start -> greet -> refuse -> end', 'refused -> dawdle -> end', 'limit -> stumble -> check -> end'],
        },
        'robots',
      ),
    ],
    async play(on) {
      await on.resolveIncident('stumble');
      await on.completeTask('check');
    },
  },
  {
    name: 'timer',
    definitions: [
      build(
        {
          elements: [
            start(),
            parallel('fork'),
            user('slow'),
            timerBoundary('limit', 'slow', 'PT4S'),
            user('escalated'),
            timerCatch('pause', 'PT2S'),
            user('after'),
            end(),
          ],
          flows: ['start -> fork -> slow -> end', 'limit -> escalated -> end', 'fork -> pause -> after -> end'],
        },
        'timers',
      ),
    ],
    async play(on) {
      await on.completeTask('after');
      await on.completeTask('escalated');
    },
  },
  {
    name: 'continue-as-new',
    definitions: [
      build(
        {
          elements: [
            start(),
            parallel('fork'),
            timerCatch('long', 'P1D'),
            ownActivity('together', {
              multi: { items: `=for i in 1..${AT_ONCE} return i`, element: 'item' },
            }),
            ownActivity('greet', { multi: { items: '=for i in 1..12 return i', element: 'item', sequential: true } }),
            user('check'),
            end(),
          ],
          flows: ['start -> fork -> long -> end', 'fork -> together -> greet -> check -> end'],
        },
        'long-lived',
      ),
    ],
    carries: true,
    async play(on) {
      await on.completeTask('check');
      await on.cancel();
    },
  },
  {
    name: 'timer-starts',
    definitions: [build({ elements: [timerStart('often', 'R2/PT0.3S'), end()], flows: ['often -> end'] }, 'starting')],
  },
];
