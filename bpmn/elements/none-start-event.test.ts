import { describe, expect, it } from '@jest/globals';
import { build } from '../test-support/build.js';
import { end, eventSub, messageStart, service, start, sub } from '../test-support/elements.js';
import { Play } from '../test-support/play.js';

describe('none start event', () => {
  it('begins the process with its variables', () => {
    const play = Play.start(build({ elements: [start(), service('work')], flows: ['start -> work'] }), { a: 1 });
    expect(play.journal.slice(0, 3)).toEqual([
      { type: 'entered', key: 'e1', element: 'process', elementType: 'process', scope: null },
      { type: 'entered', key: 'e2', element: 'start', elementType: 'noneStartEvent', scope: 'e1' },
      { type: 'completed', key: 'e2' },
    ]);
    expect(play.state.variables).toEqual({ e1: { a: 1 } });
  });

  it('applies output mappings before event sub-processes beside it begin to listen', () => {
    const play = Play.start(
      build({
        elements: [
          start('start', { outputs: { key: '="k"' } }),
          service('work'),
          eventSub('aside', { elements: [messageStart('asked', 'm', '=key'), end('done')], flows: ['asked -> done'] }),
        ],
        flows: ['start -> work'],
      }),
    );
    expect(play.open('asked')[0]?.wait).toMatchObject({ subscription: { correlationKey: 'k' } });
    expect(play.open('asked')[0]?.instance.element).toBe('process');
  });

  it('forks into several flows', () => {
    const play = Play.start(
      build({ elements: [start(), service('a'), service('b')], flows: ['start -> a', 'start -> b'] }),
    );
    expect(play.active).toEqual(['a', 'b']);
  });

  it('begins a sub-process', () => {
    const inside = { elements: [start('in'), service('work')], flows: ['in -> work'] };
    expect(Play.start(build({ elements: [start(), sub('s', inside)], flows: ['start -> s'] })).active).toEqual([
      's',
      'work',
    ]);
  });
});
