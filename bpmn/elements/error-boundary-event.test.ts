import { describe, expect, it } from '@jest/globals';
import { build } from '../test-support/build.js';
import { end, errorBoundary, service, start, sub } from '../test-support/elements.js';
import { Play } from '../test-support/play.js';

const guarded = (loop?: { items: string }) =>
  build({
    elements: [
      start(),
      service('work', loop && { multi: loop }),
      errorBoundary('any', 'work'),
      errorBoundary('specific', 'work', 'E', {
        codeVariable: 'code',
        messageVariable: 'text',
        outputs: { told: '=code + ": " + text + x' },
      }),
      end(),
      end('a'),
      end('s'),
    ],
    flows: ['start -> work -> end', 'any -> a', 'specific -> s'],
  });

describe('error boundary event', () => {
  it('catches the error of its code before a catch-all does, with code, message and variables', () => {
    const play = Play.start(guarded());
    play.throwError('work', 'E', { x: '!' }, 'oh');
    expect(play.completed).toEqual(['start', 'specific', 's', 'process']);
    expect(play.variables).toEqual({ told: 'E: oh!' });
  });

  it('without a code catches the rest, and passes its variables on', () => {
    const play = Play.start(guarded());
    play.throwError('work', 'F', { foo: 'bar' });
    expect(play.completed).toContain('a');
    expect(play.variables).toEqual({ foo: 'bar' });
  });

  it('on a multi-instance activity ends all iterations', () => {
    const play = Play.start(guarded({ items: '=[1, 2, 3]' }));
    play.throwError('work', 'F');
    expect(play.terminated).toEqual(['work', 'work', 'work']);
    expect(play.open()).toEqual([]);
    expect(play.completed).toContain('a');
  });

  it('catches what nothing further inside catches', () => {
    const inside = {
      elements: [start('in'), service('work'), errorBoundary('inner', 'work', 'other'), end('no')],
      flows: ['in -> work', 'inner -> no'],
    };
    const play = Play.start(
      build({
        elements: [start(), sub('s', inside), errorBoundary('outer', 's', 'E'), end('yes')],
        flows: ['start -> s', 'outer -> yes'],
      }),
    );
    play.throwError('work', 'E');
    expect(play.terminated).toEqual(['work', 's']);
    expect(play.completed).toContain('yes');
  });
});
