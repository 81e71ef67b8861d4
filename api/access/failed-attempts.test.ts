import { describe, expect, it } from '@jest/globals';
import { createFailedAttempts } from './failed-attempts.js';

describe('failed attempts', () => {
  it('are allowed ten times a minute for one name from one address', () => {
    let now = 0;
    const attempts = createFailedAttempts(() => now);
    for (let i = 0; i < 10; i += 1) {
      attempts.refuseTooMany('10.0.0.1', 'admin');
      attempts.failed('10.0.0.1', 'admin');
    }
    expect(() => attempts.refuseTooMany('10.0.0.1', 'admin')).toThrow(/Try again in 60 s/);
    expect(() => attempts.refuseTooMany('10.0.0.2', 'admin')).not.toThrow();
    expect(() => attempts.refuseTooMany('10.0.0.1', 'petrova')).not.toThrow();
    now = 59_500;
    expect(() => attempts.refuseTooMany('10.0.0.1', 'admin')).toThrow(/Try again in 1 s/);
    now = 60_000;
    expect(() => attempts.refuseTooMany('10.0.0.1', 'admin')).not.toThrow();
  });

  it('are limited for one address over all names', () => {
    const attempts = createFailedAttempts(() => 0);
    for (let i = 0; i < 50; i += 1) attempts.failed('10.0.0.1', `name-${i}`);
    expect(() => attempts.refuseTooMany('10.0.0.1', 'somebody-else')).toThrow();
  });

  it('are forgotten when there are too many to remember and their time is over', () => {
    let now = 0;
    const attempts = createFailedAttempts(() => now);
    for (let i = 0; i < 6_000; i += 1) attempts.failed(`address-${i}`, 'name');
    now = 61_000;
    attempts.failed('last', 'name');
    expect(() => attempts.refuseTooMany('address-1', 'name')).not.toThrow();
  });
});
