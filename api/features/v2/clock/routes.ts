import { pinClockBody } from '../../../contract/v2/clock.js';
import type { ApiDeps } from '../../../deps.js';
import { Problem } from '../../../problems/problem.js';
import { route, type Route } from '../../../routing/route.js';
import { expectApplied } from '../answers.js';

const tag = 'Clock';

/** The product's clock, in test mode. */
export const clockRoutes = ({ engine, testClock }: Pick<ApiDeps, 'engine' | 'testClock'>): readonly Route[] => {
  const inTestMode = (): void => {
    if (!testClock)
      throw new Problem(
        'clock-not-controllable',
        'The clock can only be set when the server runs with REGLAMENT_TEST_CLOCK=1.',
      );
  };
  return [
    route({
      method: 'put',
      path: '/v2/clock',
      operationId: 'pinClock',
      tag,
      summary: 'Set the clock and let it stand; what falls due on the way happens, in order, before the answer',
      access: 'clock.set',
      body: pinClockBody,
      success: { status: 204, description: 'It stands there' },
      problems: ['clock-not-controllable', 'wrong-state', 'invalid-argument'],
      audit: 'clock.pinned',
      handle: async ({ body, idle }) => {
        inTestMode();
        return expectApplied(await idle(() => engine.clock.pin(new Date(body.timestamp))));
      },
    }),
    route({
      method: 'post',
      path: '/v2/clock/reset',
      operationId: 'resetClock',
      tag,
      summary: 'Let the clock run again, with the system',
      access: 'clock.set',
      success: { status: 204, description: 'It runs' },
      problems: ['clock-not-controllable', 'wrong-state'],
      audit: 'clock.reset',
      handle: async ({ idle }) => {
        inTestMode();
        return expectApplied(await idle(() => engine.clock.reset()));
      },
    }),
  ];
};
