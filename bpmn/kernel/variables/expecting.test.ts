import { describe, expect, it } from '@jest/globals';
import { build } from '../../test-support/build.js';
import { end, messageCatch, service, start } from '../../test-support/elements.js';
import { Play } from '../../test-support/play.js';

const job = (jobType: string) =>
  Play.start(
    build({ elements: [start(), service('work', { jobType: '=type' }), end()], flows: ['start -> work -> end'] }),
    { type: jobType },
  );
const subscription = (key: string | number) =>
  Play.start(
    build({ elements: [start(), messageCatch('wait', 'm', '=key'), end()], flows: ['start -> wait -> end'] }),
    { key },
  );

describe('texts that things are found by', () => {
  it.each(['x'.repeat(1_000), 'ж'.repeat(500), '漢'.repeat(333), '😀'.repeat(250)])(
    'may have 1,000 bytes (%#)',
    (text) => {
      expect(job(text).open('work')).toHaveLength(1);
      expect(subscription(text).open('wait')).toHaveLength(1);
    },
  );

  it.each(['x'.repeat(1_001), 'ж'.repeat(501), '漢'.repeat(334), '😀'.repeat(251)])(
    'are an incident when they are longer, as no index holds them (%#)',
    (text) => {
      expect(job(text).incidents).toEqual([['work', 'EXTRACT_VALUE_ERROR']]);
      expect(subscription(text).incidents).toEqual([['wait', 'EXTRACT_VALUE_ERROR']]);
      expect(job(text).instances('work')[0]?.incident?.message).toContain('a text of at most 1000 bytes');
    },
  );
});

describe('an incident about a value', () => {
  const shown = (value: string) => {
    const key = [value];
    const play = Play.start(
      build({ elements: [start(), messageCatch('wait', 'm', '=key'), end()], flows: ['start -> wait -> end'] }),
      { key },
    );
    return play.instances('wait')[0]?.incident?.message ?? '';
  };

  it('shows the first 100 characters and never half of one', () => {
    expect(shown(`${'x'.repeat(97)}😀😀`)).toMatch(/but gave \["x{97}😀…$/u);
    expect(shown('😀'.repeat(300))).toMatch(/but gave \["😀{98}…$/u);
    expect(shown(`x${'😀'.repeat(300)}`)).toMatch(/but gave \["x😀{97}…$/u);
  });

  it('shows a short one whole', () => {
    expect(shown('😀'.repeat(60))).toMatch(/but gave \["😀{60}"\]$/u);
  });
});
