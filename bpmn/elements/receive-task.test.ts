import { describe, expect, it } from '@jest/globals';
import { build } from '../test-support/build.js';
import { end, receive, start, timerBoundary } from '../test-support/elements.js';
import { Play } from '../test-support/play.js';

const definition = build({
  elements: [start(), receive('wait', '=name', '=key'), end(), timerBoundary('late', 'wait', 'PT1H'), end('tooLate')],
  flows: ['start -> wait -> end', 'late -> tooLate'],
});

describe('receive task', () => {
  it('subscribes to the message of its name and key, boundary events first', () => {
    const play = Play.start(definition, { name: 'answer', key: 42 });
    expect(play.open().map(({ key, wait }) => [key, wait.for])).toEqual([
      ['t4', 'late'],
      ['m5', 'wait'],
    ]);
    expect(play.open('wait')[0]?.wait).toMatchObject({
      subscription: { name: 'answer', correlationKey: '42', repeats: false },
    });
  });

  it('takes the variables of the message over and closes everything it had opened', () => {
    const play = Play.start(definition, { name: 'answer', key: 'k' });
    play.receive('wait', { x: 1 });
    expect(play.last?.effects.map(({ type }) => type)).toEqual([
      'subscription.close',
      'variable.set',
      'timer.cancel',
      'ended',
    ]);
    expect(play.variables).toMatchObject({ x: 1 });
  });

  it('stops with an incident when the correlation key is neither text nor number', () => {
    const play = Play.start(definition, { name: 'answer', key: true });
    expect(play.incidents).toEqual([['wait', 'EXTRACT_VALUE_ERROR']]);
    expect(play.open()).toEqual([]);
  });
});
