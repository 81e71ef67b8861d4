import { describe, expect, it } from '@jest/globals';
import { build } from '../test-support/build.js';
import { end, eventSub, messageStart, service } from '../test-support/elements.js';
import { Play } from '../test-support/play.js';

const startedBy = (outputs?: Record<string, string>) =>
  build({
    elements: [
      messageStart('ordered', 'order', '', true, outputs && { outputs }),
      service('work'),
      eventSub('aside', { elements: [messageStart('asked', 'm', '=number'), end('done')], flows: ['asked -> done'] }),
    ],
    flows: ['ordered -> work'],
  });

describe('message start event of a process', () => {
  it('begins the process with the variables of the message', () => {
    const play = new Play(startedBy());
    play.apply({ type: 'start', element: 'ordered', variables: { number: 7 } });
    expect(play.variables).toEqual({ number: 7 });
    expect(play.active).toEqual(['work']);
    expect(play.open('asked')[0]?.wait).toMatchObject({ subscription: { correlationKey: '7' } });
  });

  it('passes on only what its output mappings pick', () => {
    const play = new Play(startedBy({ number: '=n + 1' }));
    play.apply({ type: 'start', element: 'ordered', variables: { n: 1 } });
    expect(play.variables).toEqual({ number: 2 });
  });

  it('is no none start event, and only a start event of the process starts it', () => {
    const play = new Play(startedBy());
    expect(play.apply({ type: 'start', variables: {} })).toMatchObject({
      outcome: 'rejected',
      code: 'invalid-argument',
    });
    expect(play.apply({ type: 'start', element: 'asked', variables: {} })).toMatchObject({ outcome: 'rejected' });
    expect(play.state.status).toBe('created');
  });
});

describe('message start event of an event sub-process', () => {
  const inside = (interrupting: boolean) => ({
    elements: [messageStart('asked', 'm', '=key', interrupting), service('answer'), end('answered')],
    flows: ['asked -> answer -> answered'],
  });
  const definition = (interrupting: boolean) =>
    build({
      elements: [messageStart('ordered', 'order'), service('work'), end(), eventSub('aside', inside(interrupting))],
      flows: ['ordered -> work -> end'],
    });
  const started = (interrupting: boolean) => {
    const play = new Play(definition(interrupting));
    play.apply({ type: 'start', element: 'ordered', variables: { key: 'k' } });
    return play;
  };

  it('that interrupts ends everything else in its scope and happens once', () => {
    const play = started(true);
    play.receive('asked', { x: 1 });
    expect(play.terminated).toEqual(['work']);
    expect(play.active).toEqual(['aside', 'answer']);
    expect(play.open('asked')).toEqual([]);
    play.complete('answer');
    expect(play.completed.slice(-2)).toEqual(['aside', 'process']);
    expect(play.variables).toEqual({ key: 'k', x: 1 });
  });

  it('that does not interrupt repeats, also several at once', () => {
    const play = started(false);
    play.receive('asked');
    play.receive('asked');
    expect(play.active).toEqual(['work', 'aside', 'answer', 'aside', 'answer']);
    play.complete('work');
    expect(play.open('asked')).toHaveLength(1);
    play.complete('answer');
    expect(play.state.status).toBe('active');
    play.complete('answer');
    expect(play.state.status).toBe('completed');
    expect(play.last?.effects.map(({ type }) => type)).toContain('subscription.close');
  });
});
