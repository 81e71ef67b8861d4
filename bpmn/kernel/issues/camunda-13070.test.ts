import { describe, expect, it } from '@jest/globals';
import { build } from '../../test-support/build.js';
import { end, exclusive, start } from '../../test-support/elements.js';
import { Play } from '../../test-support/play.js';

describe('camunda/camunda#13070: an incident resolved without a fix', () => {
  it('enters again and raises a second incident; the token is not stuck', () => {
    const play = Play.start(
      build({ elements: [start(), exclusive('x'), end()], flows: ['start -> x', 'x -> end [ok]'] }),
    );
    const first = play.instances('x')[0]?.incident?.key;
    play.resolve();
    const second = play.instances('x')[0]?.incident?.key;
    expect(second).toBeDefined();
    expect(second).not.toBe(first);
    play.setVariables({ ok: true });
    play.resolve();
    expect(play.state.status).toBe('completed');
  });
});
