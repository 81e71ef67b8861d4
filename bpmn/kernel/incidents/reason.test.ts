import { describe, expect, it } from '@jest/globals';
import { build } from '../../test-support/build.js';
import { end, messageCatch, service, start, timerCatch } from '../../test-support/elements.js';
import { Play } from '../../test-support/play.js';
import { reasonOf } from './reason.js';

const raised = (play: Play) => play.last?.effects.find(({ type }) => type === 'incident.raise');
const working = (options: Parameters<typeof service>[1]) =>
  Play.start(build({ elements: [start(), service('work', options), end()], flows: ['start -> work -> end'] }));

describe('the reason of an incident', () => {
  it.each([
    ['a )', 'expression-syntax', { source: 'a )', found: ')' }],
    ['1 +', 'expression-incomplete', { source: '1 +' }],
    [`${'1+'.repeat(5_000)}1`, 'expression-too-large', { source: `${'1+'.repeat(5_000)}1` }],
    ['for i in 1..1000000 return i', 'expression-steps', { source: 'for i in 1..1000000 return i', most: 200_000 }],
    ['assert(1, false, "no")', 'expression-failed', { source: 'assert(1, false, "no")', reason: 'no' }],
  ])('is that of the expression, in a mapping as well: %#', (source, rule, parameters) => {
    for (const options of [{ jobType: `=${source}` }, { inputs: { a: `=${source}` } }]) {
      const play = working(options);
      expect(raised(play)).toMatchObject({ rule, parameters });
      expect(play.instances('work')[0]?.incident?.message).toContain(`Expression '${source}' failed: `);
    }
  });

  it('says what a value should have been by its code, and in its text by words', () => {
    expect(raised(working({ jobType: '=1 > 0' }))).toMatchObject({
      message: "Expression '1 > 0' should give a text, but gave true",
      rule: 'expression-value',
      parameters: { source: '1 > 0', wanted: 'text', given: 'true' },
    });
    const fixed = build({ elements: [start(), timerCatch('wait', 'soon'), end()], flows: ['start -> wait -> end'] });
    expect(raised(Play.start(fixed))).toMatchObject({
      message: 'The fixed value should give an instant like 2025-10-03T11:00:00+03:00, but gave "soon"',
      rule: 'fixed-value',
      parameters: { wanted: 'instant', given: '"soon"' },
    });
    const long = build({
      elements: [start(), messageCatch('wait', 'm', '=key'), end()],
      flows: ['start -> wait -> end'],
    });
    const parameters = { source: 'key', wanted: 'short-text', most: 1_000 };
    expect(raised(Play.start(long, { key: 'x'.repeat(1_001) }))).toMatchObject({ parameters });
  });

  it('of a timer is that of its calendar, or what is told of it', () => {
    const definition = build({
      elements: [start(), timerCatch('wait', 'PT1H'), end()],
      flows: ['start -> wait -> end'],
    });
    const failing = (reason: object) => {
      const play = Play.start(definition);
      play.apply({
        type: 'timer.failed',
        key: play.key('wait', 'timer'),
        message: 'There is no calendar «x»',
        ...reason,
      });
      return raised(play);
    };
    const message = 'Timer wait: There is no calendar «x»';
    expect(failing({ rule: 'timer-unknown-calendar', parameters: { calendar: 'x' } })).toMatchObject({
      message,
      rule: 'timer-unknown-calendar',
      parameters: { element: 'wait', calendar: 'x' },
    });
    expect(failing({})).toMatchObject({
      message,
      rule: 'timer-without-due-date',
      parameters: { element: 'wait', reason: 'There is no calendar «x»' },
    });
  });

  it('has no rule where a worker tells it', () => {
    const play = working({});
    play.apply({ type: 'job.failed', key: play.key('work', 'job'), message: 'LDAP is down' });
    expect(raised(play)).not.toHaveProperty('rule');
  });

  it('takes a value for what it is, whatever stands in it', () => {
    const { message } = reasonOf('called-process-failed', { process: '{reason}' }, { message: '{process}' });
    expect(message).toBe('The process «{reason}» could not be started: {process}');
  });
});
