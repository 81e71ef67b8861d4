import { describe, expect, it } from '@jest/globals';
import { build } from '../test-support/build.js';
import { end, errorBoundary, errorEnd, errorStart, eventSub, service, start, sub } from '../test-support/elements.js';
import { Play } from '../test-support/play.js';

const catching = (id: string, code?: string) =>
  eventSub(id, {
    elements: [errorStart(`${id}-start`, code, { codeVariable: 'code', messageVariable: 'text' }), end(`${id}-end`)],
    flows: [`${id}-start -> ${id}-end`],
  });

describe('error start event of an event sub-process', () => {
  const definition = build({
    elements: [start(), service('work'), end(), catching('any'), catching('specific', 'E')],
    flows: ['start -> work -> end'],
  });

  it('catches the error of its code before a catch-all does', () => {
    const play = Play.start(definition);
    play.throwError('work', 'E', { x: 1 }, 'oh');
    expect(play.completed).toEqual(['start', 'specific-start', 'specific-end', 'specific', 'process']);
    expect(play.terminated).toEqual(['work']);
    expect(play.variables).toEqual({ x: 1, code: 'E', text: 'oh' });
    expect(play.last?.effects[0]).toEqual({ type: 'job.close', key: 'j4', how: 'errored' });
  });

  it('without a code catches the rest', () => {
    const play = Play.start(definition);
    play.throwError('work', 'other');
    expect(play.completed).toContain('any');
  });

  it('is inside: it comes before a boundary event of the same sub-process', () => {
    const inside = {
      elements: [start('in'), errorEnd('throw', 'E'), catching('inner')],
      flows: ['in -> throw'],
    };
    const play = Play.start(
      build({
        elements: [start(), sub('s', inside), errorBoundary('outer', 's', 'E'), end(), end('bad')],
        flows: ['start -> s -> end', 'outer -> bad'],
      }),
    );
    expect(play.completed).toContain('inner');
    expect(play.completed).not.toContain('outer');
  });

  it('does not catch an error of its own scope twice: what it throws goes further out', () => {
    const again = eventSub('again', {
      elements: [errorStart('caught'), errorEnd('rethrow', 'E')],
      flows: ['caught -> rethrow'],
    });
    const inside = { elements: [start('in'), errorEnd('throw', 'E'), again], flows: ['in -> throw'] };
    const play = Play.start(
      build({
        elements: [start(), sub('s', inside), errorBoundary('outer', 's'), end(), end('bad')],
        flows: ['start -> s -> end', 'outer -> bad'],
      }),
    );
    expect(play.completed.slice(-3)).toEqual(['outer', 'bad', 'process']);
  });
});
