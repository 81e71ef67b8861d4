import type { ProcessDefinition } from '../../bpmn/index.js';
import { build } from '../../bpmn/test-support/build.js';
import {
  call,
  end,
  errorBoundary,
  messageBoundary,
  ownActivity,
  parallel,
  receive,
  service,
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
}

/** Turns of an own activity: more events than one run takes. */
const turns = 160;

/** One history per element family, and what the host does besides. */
export const families: readonly Family[] = [
  {
    name: 'job',
    definitions: [
      build(
        {
          elements: [
            start(),
            service('first'),
            service('second'),
            errorBoundary('caught', 'second', 'E'),
            service('third'),
            end(),
          ],
          flows: ['start -> first -> second -> end', 'caught -> third -> end'],
        },
        'jobs',
      ),
    ],
    async play(on) {
      await on.complete('first', { amount: 3 });
      await on.throwError('second', 'E');
      await on.complete('third');
    },
  },
  {
    name: 'task',
    definitions: [
      build(
        {
          elements: [start(), user('check', { outputs: { checked: '=true' } }), user('confirm'), end()],
          flows: ['start -> check -> confirm -> end'],
        },
        'tasks',
      ),
    ],
    async play(on) {
      await on.setVariables({ note: 'before' });
      await on.completeTask('check');
      await on.completeTask('confirm');
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
            service('slow'),
            timerBoundary('limit', 'slow', 'PT0.4S'),
            user('escalated'),
            timerCatch('pause', 'PT0.2S'),
            service('after'),
            end(),
          ],
          flows: ['start -> fork -> slow -> end', 'limit -> escalated -> end', 'fork -> pause -> after -> end'],
        },
        'timers',
      ),
    ],
    async play(on) {
      await on.complete('after');
      await on.completeTask('escalated');
    },
  },
  {
    name: 'message',
    definitions: [
      build(
        {
          elements: [
            start(),
            receive('ask', 'question', '="q"'),
            user('answer'),
            messageBoundary('note', 'answer', 'note', '="n"', false),
            user('read'),
            end(),
          ],
          flows: ['start -> ask -> answer -> end', 'note -> read -> end'],
        },
        'messages',
      ),
    ],
    async play(on) {
      await on.publish('note', 'n');
      await on.publish('question', 'q', { text: 'Where?' });
      await on.publish('note', 'n');
      await on.completeTask('read');
      await on.completeTask('read');
      await on.completeTask('answer');
    },
  },
  {
    name: 'call-activity',
    definitions: [
      build(
        {
          elements: [
            start(),
            parallel('fork'),
            call('kept', 'called'),
            call('dropped', 'dawdling'),
            timerBoundary('limit', 'dropped', 'PT0.5S'),
            end(),
          ],
          flows: ['start -> fork -> kept -> end', 'fork -> dropped -> end', 'limit -> end'],
        },
        'calls',
      ),
      build({ elements: [start(), service('work'), end()], flows: ['start -> work -> end'] }, 'called'),
      build({ elements: [start(), service('dawdle'), end()], flows: ['start -> dawdle -> end'] }, 'dawdling'),
    ],
    async play(on) {
      await on.complete('work', { found: 9 });
    },
  },
  {
    name: 'multi-instance',
    definitions: [
      build(
        {
          elements: [
            start(),
            service('each', {
              multi: { items: '=[1, 2, 3]', element: 'item', results: 'results', result: '=item * 2' },
            }),
            service('next', { multi: { items: '=results', element: 'item', sequential: true } }),
            end(),
          ],
          flows: ['start -> each -> next -> end'],
        },
        'loops',
      ),
    ],
    async play(on) {
      for (let i = 0; i < 3; i++) await on.complete('each');
      for (let i = 0; i < 3; i++) await on.complete('next');
    },
  },
  {
    name: 'own-activity',
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
            user('check'),
            end(),
          ],
          flows: ['start -> greet -> refuse -> end', 'refused -> dawdle -> end', 'limit -> check -> end'],
        },
        'robots',
      ),
    ],
    async play(on) {
      await on.completeTask('check');
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
            ownActivity('greet', {
              multi: { items: `=for i in 1..${turns} return i`, element: 'item', sequential: true },
            }),
            user('check'),
            end(),
          ],
          flows: ['start -> fork -> long -> end', 'fork -> greet -> check -> end'],
        },
        'long-lived',
      ),
    ],
    async play(on) {
      for (let i = 0; i < 10; i++) await on.setVariables({ i });
      await on.completeTask('check');
      await on.cancel();
    },
  },
  {
    name: 'timer-starts',
    definitions: [build({ elements: [timerStart('often', 'R2/PT0.3S'), end()], flows: ['often -> end'] }, 'starting')],
  },
];
