import { describe, expect, it } from '@jest/globals';
import { createFeelEvaluator } from '../../../feel/index.js';
import { build } from '../../test-support/build.js';
import {
  end,
  exclusive,
  messageBoundary,
  pass,
  service,
  start,
  timerBoundary,
  type Draft,
} from '../../test-support/elements.js';
import { Play } from '../../test-support/play.js';
import { createKernel } from '../create-kernel.js';
import { InvariantError } from '../state/invariant-error.js';

const keysPerInstance = 100;
const kernel = createKernel({ evaluate: createFeelEvaluator(), limits: { keysPerInstance } });

const rounds = build({
  elements: [start(), exclusive('again'), service('work'), end()],
  flows: ['start -> again -> work', 'work -> again'],
});
const beside = (event: Draft) =>
  build({
    elements: [start(), service('work'), event, pass('told'), end(), end('noted')],
    flows: ['start -> work -> end', `${event.id} -> told -> noted`],
  });

/** Goes on until the keys are used up. */
function useUp(play: Play, round: () => void): Play {
  while (play.incidents.length === 0) round();
  return play;
}

describe('the limit of keys per instance', () => {
  it('stops the next token with an incident that says why', () => {
    const play = Play.start(rounds, {}, kernel);
    useUp(play, () => play.complete('work'));
    expect(play.state.sequence).toBeLessThan(keysPerInstance + 5);
    expect(play.incidents).toEqual([[expect.any(String), 'STEP_LIMIT_EXCEEDED']]);
    const [incident] = play.instances().flatMap((instance) => instance.incident ?? []);
    expect(incident?.message).toContain('has used up its 100 keys');
  });

  it('leaves nothing to resolve, so that no further keys are taken; cancelling ends the instance', () => {
    const play = Play.start(rounds, {}, kernel);
    useUp(play, () => play.complete('work'));
    const before = play.state.sequence;
    expect(play.resolve()).toMatchObject({ outcome: 'rejected', code: 'wrong-state' });
    expect(play.state.sequence).toBe(before);
    play.apply({ type: 'cancel' });
    expect(play.state).toMatchObject({ status: 'terminated', instances: {} });
  });

  it('ends what repeats: subscriptions and cycles', () => {
    const told = Play.start(beside(messageBoundary('message', 'work', 'm', 'k', false)), {}, kernel);
    useUp(told, () => told.receive('message'));
    told.receive('message');
    expect(told.last?.effects).toContainEqual(expect.objectContaining({ type: 'subscription.close' }));
    expect(told.open('message')).toEqual([]);

    const reminded = Play.start(beside(timerBoundary('timer', 'work', 'R/PT1H', false)), {}, kernel);
    useUp(reminded, () => reminded.fire('timer', 3_600_000));
    while (reminded.open('timer').length > 0) reminded.fire('timer', 3_600_000);
    expect(reminded.state.sequence).toBeLessThan(keysPerInstance + 10);
  });

  it('lets an instance end with the last of them', () => {
    const play = Play.start(beside(messageBoundary('message', 'work', 'm', 'k', false)), {}, kernel);
    play.state = { ...play.state, sequence: keysPerInstance - 2 };
    play.complete('work');
    expect(play.state.status).toBe('completed');
  });

  it('is 8,000,000 unless told otherwise', () => {
    const play = Play.start(rounds);
    play.state = { ...play.state, sequence: 7_999_990 };
    for (let round = 0; round < 3; round += 1) play.complete('work');
    expect(play.incidents).toEqual([]);
    play.complete('work');
    expect(play.incidents).toHaveLength(1);
  });

  it('is far below what the key of an instance leaves room for; beyond that nothing is given out', () => {
    const play = Play.start(rounds);
    play.state = { ...play.state, sequence: 2 ** 23 - 1 };
    expect(() => play.complete('work')).toThrow(InvariantError);
  });
});
