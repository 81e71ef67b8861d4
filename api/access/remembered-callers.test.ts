import { describe, expect, it } from '@jest/globals';
import { anonymous } from './caller.js';
import { createRememberedCallers } from './remembered-callers.js';

const MINUTE = 60_000;

describe('remembered callers', () => {
  it('are looked up again after ten minutes', () => {
    let now = 0;
    const callers = createRememberedCallers(() => new Date(now));
    callers.keep('basic one', anonymous, null);
    now = 10 * MINUTE - 1;
    expect(callers.find('basic one')).toBe(anonymous);
    now += 1;
    expect(callers.find('basic one')).toBeUndefined();
  });

  it('are not found after the end of their credentials', () => {
    let now = 0;
    const callers = createRememberedCallers(() => new Date(now));
    callers.keep('bearer one', anonymous, new Date(MINUTE));
    now = MINUTE - 1;
    expect(callers.find('bearer one')).toBe(anonymous);
    now = MINUTE;
    expect(callers.find('bearer one')).toBeUndefined();
  });
});
