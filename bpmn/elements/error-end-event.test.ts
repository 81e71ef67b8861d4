import { describe, expect, it } from '@jest/globals';
import { build } from '../test-support/build.js';
import { end, errorBoundary, errorEnd, exclusive, parallel, service, start, sub } from '../test-support/elements.js';
import { Play } from '../test-support/play.js';

describe('error end event', () => {
  it('ends the scope it is in where the error is caught outside', () => {
    const inside = {
      elements: [start('in'), parallel('fork'), service('other'), errorEnd('throw', '=code')],
      flows: ['in -> fork', 'fork -> other', 'fork -> throw'],
    };
    const play = Play.start(
      build({
        elements: [start(), sub('s', inside), errorBoundary('caught', 's', 'E-1'), end(), end('bad')],
        flows: ['start -> s -> end', 'caught -> bad'],
      }),
      { code: 'E-1' },
    );
    expect(play.terminated).toEqual(['other', 'throw', 's']);
    expect(play.completed.slice(-3)).toEqual(['caught', 'bad', 'process']);
  });

  it('stops with an incident when nothing catches it; resolving throws again', () => {
    const definition = build({
      elements: [start(), exclusive('x'), errorEnd('throw', 'E')],
      flows: ['start -> x', 'x -> throw'],
    });
    const play = Play.start(definition);
    expect(play.incidents).toEqual([['throw', 'UNHANDLED_ERROR_EVENT']]);
    play.resolve();
    expect(play.incidents).toEqual([['throw', 'UNHANDLED_ERROR_EVENT']]);
    expect(play.last?.effects.map(({ type }) => type)).toEqual(['incident.clear', 'incident.raise']);
  });

  it('ends a called process with the error when a caller catches it', () => {
    const play = new Play(build({ elements: [start(), errorEnd('throw', 'E')], flows: ['start -> throw'] }));
    play.apply({ type: 'start', variables: { a: 1 }, caught: { all: false, codes: ['E'] } });
    expect(play.last?.effects.at(-1)).toEqual({
      type: 'ended',
      how: { status: 'errored', code: 'E', message: '', variables: {} },
    });
    expect(play.state).toMatchObject({ status: 'terminated', instances: {}, variables: {} });
    expect(play.terminated).toEqual(['throw', 'process']);
  });

  it('stops with an incident in a called process when no caller catches that code', () => {
    const play = new Play(build({ elements: [start(), errorEnd('throw', 'E')], flows: ['start -> throw'] }));
    play.apply({ type: 'start', variables: {}, caught: { all: false, codes: ['F'] } });
    expect(play.incidents).toEqual([['throw', 'UNHANDLED_ERROR_EVENT']]);
  });
});
