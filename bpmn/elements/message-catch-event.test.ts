import { describe, expect, it } from '@jest/globals';
import { build } from '../test-support/build.js';
import { end, messageCatch, start } from '../test-support/elements.js';
import { Play } from '../test-support/play.js';

describe('message catch event', () => {
  it('waits for its message and passes on what output mappings pick', () => {
    const definition = build({
      elements: [start(), messageCatch('catch', 'm', '=key', { outputs: { a: '=foo', b: '=_foo' } }), end()],
      flows: ['start -> catch -> end'],
    });
    const play = Play.start(definition, { key: 'k' });
    expect(play.open('catch')[0]?.wait).toMatchObject({
      subscription: { name: 'm', correlationKey: 'k', repeats: false },
    });
    play.receive('catch', { foo: 'x', _foo: 'y' });
    expect(play.variables).toEqual({ key: 'k', a: 'x', b: 'y' });
  });

  it('evaluates its key with its own input mappings', () => {
    const definition = build({
      elements: [start(), messageCatch('catch', 'm', '=key', { inputs: { key: '=other' } })],
      flows: ['start -> catch'],
    });
    const play = Play.start(definition, { key: 1, other: 2 });
    expect(play.open('catch')[0]?.wait).toMatchObject({ subscription: { correlationKey: '2' } });
  });
});
