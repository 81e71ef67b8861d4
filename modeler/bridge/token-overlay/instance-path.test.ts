import { describe, expect, it } from '@jest/globals';
import { badgesOf, markOf } from './instance-path.js';

const counts = { elementId: 'a', active: 0, completed: 0, canceled: 0, incidents: 0 };

describe('the mark of an element', () => {
  it('says the strongest of what holds', () => {
    expect(markOf({ ...counts, active: 2, completed: 3, incidents: 1 })).toBe('token-incident');
    expect(markOf({ ...counts, active: 1, completed: 3 })).toBe('token-active');
    expect(markOf({ ...counts, completed: 3, canceled: 1 })).toBe('token-completed');
    expect(markOf({ ...counts, canceled: 1 })).toBe('token-canceled');
  });
});

describe('the numbers beside an element', () => {
  it('count stopped tokens apart from those that wait', () => {
    expect(badgesOf({ ...counts, active: 3, incidents: 1 })).toEqual([
      { kind: 'incidents', count: 1 },
      { kind: 'active', count: 2 },
    ]);
  });

  it('tell of completions only when there are several', () => {
    expect(badgesOf({ ...counts, completed: 1 })).toEqual([]);
    expect(badgesOf({ ...counts, completed: 2 })).toEqual([{ kind: 'completed', count: 2 }]);
  });
});
