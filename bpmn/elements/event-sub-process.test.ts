import { describe, expect, it } from '@jest/globals';
import { build } from '../test-support/build.js';
import { end, eventSub, messageStart, parallel, service, start, sub } from '../test-support/elements.js';
import { Play } from '../test-support/play.js';

describe('event sub-process', () => {
  it('listens while its scope is alive and stops with it', () => {
    const aside = eventSub('aside', {
      elements: [messageStart('asked', 'm', 'k', false), end('done')],
      flows: ['asked -> done'],
    });
    const inside = { elements: [start('in'), service('work'), aside], flows: ['in -> work'] };
    const play = Play.start(
      build({ elements: [start(), sub('s', inside), service('after')], flows: ['start -> s -> after'] }),
    );
    expect(play.open('asked')[0]?.instance.element).toBe('s');
    play.receive('asked');
    play.complete('work');
    expect(play.open().map(({ wait }) => wait.for)).toEqual(['after']);
  });

  it('interrupts tokens that wait at a join', () => {
    const aside = eventSub('aside', {
      elements: [messageStart('asked', 'm', 'k'), end('done')],
      flows: ['asked -> done'],
    });
    const play = Play.start(
      build({
        elements: [start(), service('a'), service('b'), parallel('join'), aside],
        flows: ['start -> a -> join', 'start -> b -> join'],
      }),
    );
    play.complete('a');
    play.receive('asked');
    expect(play.terminated).toEqual(['b']);
    expect(play.state).toMatchObject({ status: 'completed', parked: {} });
  });

  it('maps inputs into its own scope and outputs out of it; the variables of its event are there', () => {
    const aside = eventSub(
      'aside',
      {
        elements: [messageStart('asked', 'm', 'k', false, { outputs: { mine: '=x' } }), service('answer')],
        flows: ['asked -> answer'],
      },
      { inputs: { mine: '=0' }, outputs: { answered: '=mine' } },
    );
    const play = Play.start(build({ elements: [start(), service('work'), aside], flows: ['start -> work'] }));
    play.receive('asked', { x: 7 });
    expect(play.visible('answer')).toEqual({ mine: 7 });
    play.complete('answer');
    expect(play.variables).toEqual({ answered: 7 });
  });

  it('keeps what its event brought when it can only begin after an incident', () => {
    const aside = eventSub(
      'aside',
      { elements: [messageStart('asked', 'm', 'k'), end('done')], flows: ['asked -> done'] },
      { inputs: { n: '=number(1, 2, 3, 4' } },
    );
    const play = Play.start(build({ elements: [start(), service('work'), aside], flows: ['start -> work'] }));
    play.receive('asked', { x: 7 });
    expect(play.incidents).toEqual([['aside', 'IO_MAPPING_ERROR']]);
    expect(play.state.instances[play.instances('aside')[0]?.key ?? 'e0']?.memory).toEqual({ given: { x: 7 } });
  });
});
