import { describe, expect, it } from '@jest/globals';
import { build } from '../test-support/build.js';
import { end, messageBoundary, parallel, service, start, sub } from '../test-support/elements.js';
import { Play } from '../test-support/play.js';

const guarded = (interrupting: boolean, outputs?: Record<string, string>) =>
  build({
    elements: [
      start(),
      service('work', { inputs: { key: '=other' } }),
      messageBoundary('stop', 'work', 'm', '=key', interrupting, outputs && { outputs }),
      end(),
      end('stopped'),
    ],
    flows: ['start -> work -> end', 'stop -> stopped'],
  });

describe('message boundary event', () => {
  it('evaluates its correlation key outside its host', () => {
    const play = Play.start(guarded(true), { key: 1, other: 2 });
    expect(play.open('stop')[0]?.wait).toMatchObject({ subscription: { correlationKey: '1', repeats: false } });
    expect(play.open('stop')[0]?.instance.element).toBe('work');
  });

  it('opens before the work of its host', () => {
    const play = Play.start(guarded(true), { key: 1 });
    expect(play.effects.filter(({ type }) => type.endsWith('open')).map(({ type }) => type)).toEqual([
      'subscription.open',
      'job.open',
    ]);
  });

  it('that interrupts ends its host and goes on with the variables of the message', () => {
    const play = Play.start(guarded(true), { key: 1 });
    play.receive('stop', { why: 'x' });
    expect(play.terminated).toEqual(['work']);
    expect(play.completed).toEqual(['start', 'stop', 'stopped', 'process']);
    expect(play.variables).toEqual({ key: 1, why: 'x' });
    expect(play.last?.effects.map(({ type }) => type)).toEqual([
      'subscription.close',
      'job.close',
      'scope.closed',
      'variable.set',
      'ended',
    ]);
  });

  it('that does not interrupt repeats beside its host', () => {
    const play = Play.start(guarded(false, { last: '=n' }), { key: 1 });
    play.receive('stop', { n: 1 });
    play.receive('stop', { n: 2 });
    expect(play.completed.filter((element) => element === 'stopped')).toHaveLength(2);
    expect(play.variables).toEqual({ key: 1, last: 2 });
    expect(play.active).toEqual(['work']);
    play.complete('work');
    expect(play.last?.effects.map(({ type }) => type)).toContain('subscription.close');
  });

  it('ends a sub-process with all inside, inside first', () => {
    const inside = {
      elements: [start('in'), service('a'), service('b'), parallel('join')],
      flows: ['in -> a -> join', 'in -> b -> join', 'in -> join'],
    };
    const play = Play.start(
      build({
        elements: [start(), sub('s', inside), messageBoundary('stop', 's', 'm', 'k'), end()],
        flows: ['start -> s', 'stop -> end'],
      }),
    );
    expect(play.state.parked).toEqual({ e3: { in_join: 1 } });
    play.receive('stop');
    expect(play.terminated).toEqual(['a', 'b', 's']);
    expect(play.state).toMatchObject({ status: 'completed', parked: {} });
  });

  it('keeps its host from opening anything when its key cannot be evaluated', () => {
    const play = Play.start(guarded(true), { key: true });
    expect(play.incidents).toEqual([['work', 'EXTRACT_VALUE_ERROR']]);
    expect(play.open()).toEqual([]);
    expect(play.effects.map(({ type }) => type)).not.toContain('job.open');
  });
});
