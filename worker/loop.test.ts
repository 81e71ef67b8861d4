import { describe, expect, it } from '@jest/globals';
import { until } from '../engine/test-support/until.js';
import { createLogger } from './logger.js';
import { startLoop } from './loop.js';

const logger = createLogger('silent');
const LONG_MS = 60_000;

describe('a loop', () => {
  it('goes on at once while there is something to do, then rests until it is nudged', async () => {
    let left = 3;
    let rounds = 0;
    const loop = startLoop({
      round: () => {
        rounds += 1;
        return Promise.resolve(left > 0 ? left-- : 0);
      },
      ...{ what: 'counting', restMs: LONG_MS, logger },
    });
    await until(() => rounds === 4);
    expect(loop.alive()).toBe(true);
    loop.nudge();
    await until(() => rounds === 5);
    await loop.stop();
    expect(rounds).toBe(5);
  });

  it('does not lose a nudge that comes while it works', async () => {
    let rounds = 0;
    let finish: () => void = () => undefined;
    const loop = startLoop({
      round: () => {
        rounds += 1;
        return rounds === 1 ? new Promise((resolve) => (finish = () => resolve(0))) : Promise.resolve(0);
      },
      ...{ what: 'waiting', restMs: LONG_MS, logger },
    });
    await until(() => rounds === 1);
    loop.nudge();
    finish();
    await until(() => rounds === 2);
    await loop.stop();
  });

  it('tries again soon after a failure, however long it rests otherwise, and is not alive before it has gone well', async () => {
    let rounds = 0;
    const loop = startLoop({
      round: () => (++rounds < 3 ? Promise.reject(new Error('not yet')) : Promise.resolve(0)),
      ...{ what: 'failing', restMs: LONG_MS, logger },
    });
    expect(loop.alive()).toBe(false);
    await until(() => rounds >= 3);
    await until(() => loop.alive());
    await loop.stop();
  });

  it('is stopped when its round has ended', async () => {
    let finish: () => void = () => undefined;
    const loop = startLoop({
      round: () => new Promise((resolve) => (finish = () => resolve(0))),
      ...{ what: 'slow', restMs: LONG_MS, logger },
    });
    let stopped = false;
    const stopping = loop.stop().then(() => (stopped = true));
    await new Promise((resolve) => setImmediate(resolve));
    expect(stopped).toBe(false);
    finish();
    await stopping;
  });
});
