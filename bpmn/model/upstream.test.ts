import { describe, expect, it } from '@jest/globals';
import { build } from '../test-support/build.js';
import {
  end,
  exclusive,
  inclusive,
  linkCatch,
  linkThrow,
  pass,
  service,
  start,
  timerBoundary,
} from '../test-support/elements.js';
import { upstreamOf } from './upstream.js';

const upstream = (...parameters: Parameters<typeof build>) => {
  const { elements, flows } = build(...parameters);
  const found = upstreamOf(elements, flows, 'join');
  return Object.fromEntries(
    Object.entries(found).map(([flow, { elements: from, flows: over }]) => [
      flow,
      { elements: [...from].sort(), flows: [...over].sort() },
    ]),
  );
};

describe('upstream of an inclusive gateway', () => {
  it('is everything on a path to an incoming flow', () => {
    expect(
      upstream({
        elements: [start(), pass('a'), pass('b'), inclusive('join')],
        flows: ['start -> a -> join', 'start -> b -> join'],
      }),
    ).toEqual({
      a_join: { elements: ['a', 'start'], flows: ['start_a'] },
      b_join: { elements: ['b', 'start'], flows: ['start_b'] },
    });
  });

  it('does not lead through the gateway itself', () => {
    const found = upstream({
      elements: [start(), pass('a'), inclusive('join'), exclusive('again'), pass('b'), end()],
      flows: ['start -> a -> join -> again', 'again -> b -> join', 'again -> end'],
    });
    expect(found['b_join']).toEqual({ elements: ['again', 'b'], flows: ['again_b', 'join_again'] });
    expect(found['a_join']).toEqual({ elements: ['a', 'start'], flows: ['start_a'] });
  });

  it('leads over boundary events and links', () => {
    const found = upstream({
      elements: [
        start(),
        service('host'),
        timerBoundary('late', 'host', 'PT1H'),
        linkThrow('out', 'L'),
        linkCatch('in', 'L'),
        inclusive('join'),
      ],
      flows: ['start -> host', 'late -> out', 'in -> join', 'host -> join'],
    });
    expect(found['in_join']).toEqual({
      elements: ['host', 'in', 'late', 'out', 'start'],
      flows: ['late_out', 'start_host'],
    });
  });

  it('ends in loops', () => {
    const found = upstream({
      elements: [start(), exclusive('x'), pass('a'), inclusive('join')],
      flows: ['start -> x', 'x -> a -> x', 'x -> join', 'start -> join'],
    });
    expect(found['x_join']).toEqual({ elements: ['a', 'start', 'x'], flows: ['a_x', 'start_x', 'x_a'] });
    expect(found['start_join']).toEqual({ elements: ['start'], flows: [] });
  });
});
