import { describe, expect, it } from '@jest/globals';
import { keyOf } from './keys.js';
import { isTouched } from './live-updates.js';

const stale = (queryKey: readonly unknown[], ...events: Parameters<typeof isTouched>[1]): boolean =>
  isTouched({ queryKey }, events);

describe('live events', () => {
  it('make lists of their resource stale', () => {
    expect(stale(keyOf('drafts', 'list'), { topic: 'drafts', keys: ['a'] })).toBe(true);
    expect(stale(keyOf('drafts', 'list'), { topic: 'processes', keys: ['a'] })).toBe(false);
  });

  it('make one thing stale only when they name it', () => {
    expect(stale(keyOf('instances', 'one', '7'), { topic: 'instances', keys: ['7', '8'] })).toBe(true);
    expect(stale(keyOf('instances', 'one', '9'), { topic: 'instances', keys: ['7', '8'] })).toBe(false);
  });

  it('without keys are about everything of their resource', () => {
    expect(stale(keyOf('instances', 'one', '9'), { topic: 'instances', keys: [] })).toBe(true);
  });

  it('about instances touch tasks and incidents too', () => {
    expect(stale(keyOf('tasks', 'list'), { topic: 'instances', keys: ['7'] })).toBe(true);
    expect(stale(keyOf('tasks', 'one', '70'), { topic: 'instances', keys: ['7'] })).toBe(true);
  });
});
