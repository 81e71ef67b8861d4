import { describe, expect, it } from '@jest/globals';
import { build } from '../test-support/build.js';
import {
  end,
  eventSub,
  messageStart,
  parallel,
  pass,
  service,
  start,
  sub,
  terminateEnd,
} from '../test-support/elements.js';
import { Play } from '../test-support/play.js';

const inside = {
  elements: [start('in'), service('b'), service('c'), terminateEnd('stop')],
  flows: ['in -> b', 'in -> c -> stop'],
};

describe('terminate end event', () => {
  it('ends everything else in its own scope only; the scope then completes', () => {
    const play = Play.start(
      build({ elements: [start(), service('a'), sub('s', inside), end()], flows: ['start -> a', 'start -> s -> end'] }),
    );
    play.complete('c');
    expect(play.terminated).toEqual(['b']);
    expect(play.completed).toEqual(['start', 'in', 'c', 'stop', 's', 'end']);
    expect(play.active).toEqual(['a']);
  });

  it('ends also tokens on their way, parked tokens and event sub-processes', () => {
    const play = Play.start(
      build({
        elements: [
          start(),
          pass('split'),
          terminateEnd('stop'),
          service('late'),
          service('slow'),
          parallel('join'),
          eventSub('aside', {
            elements: [messageStart('asked', 'm', 'k', false), end('done')],
            flows: ['asked -> done'],
          }),
        ],
        flows: ['start -> split', 'split -> join', 'split -> stop', 'split -> late', 'slow -> join'],
      }),
    );
    expect(play.entered).not.toContain('late');
    expect(play.completed).toEqual(['start', 'split', 'stop', 'process']);
    expect(play.state).toMatchObject({ status: 'completed', parked: {}, instances: {}, variables: {} });
  });

  it('ends only its own iteration of a multi-instance sub-process', () => {
    const play = Play.start(
      build({
        elements: [start(), sub('s', inside, { multi: { items: '=[1, 2]' } }), end()],
        flows: ['start -> s -> end'],
      }),
    );
    play.complete('c');
    expect(play.completed.filter((element) => element === 's')).toHaveLength(1);
    expect(play.active).toEqual(['s', 's', 'b', 'c']);
    play.complete('c');
    expect(play.state.status).toBe('completed');
  });
});
