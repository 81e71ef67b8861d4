import { describe, expect, it } from '@jest/globals';
import { build } from '../test-support/build.js';
import { end, pass, start } from '../test-support/elements.js';
import { Play } from '../test-support/play.js';

describe('abstract task', () => {
  it('passes through, mappings applied', () => {
    const definition = build({
      elements: [start(), pass('note', { inputs: { a: '=1' }, outputs: { b: '=a + 1' } }), end()],
      flows: ['start -> note -> end'],
    });
    expect(Play.start(definition).variables).toEqual({ b: 2 });
  });

  it('forks into several unconditional flows like a parallel gateway', () => {
    const definition = build({
      elements: [start(), pass('split'), end('a'), end('b')],
      flows: ['start -> split', 'split -> a', 'split -> b'],
    });
    expect(Play.start(definition).completed).toEqual(['start', 'split', 'a', 'b', 'process']);
  });
});
