import { describe, expect, it } from '@jest/globals';
import { createStatementNames } from './read-rows.js';

describe('the names of statements', () => {
  it('are given to what comes again, each text its own', () => {
    const nameOf = createStatementNames();
    expect(nameOf('select 1')).toBeUndefined();
    expect(nameOf('select 2')).toBeUndefined();
    const name = nameOf('select 1');
    expect(name).toBeDefined();
    expect(nameOf('select 1')).toBe(name);
    expect(nameOf('select 2')).not.toBe(name);
    expect(nameOf('select 2')).toBeDefined();
  });

  it('end where Postgres would have to keep too many', () => {
    const nameOf = createStatementNames(1);
    for (const text of ['select 1', 'select 1', 'select 2', 'select 2']) nameOf(text);
    expect(nameOf('select 1')).toBeDefined();
    expect(nameOf('select 2')).toBeUndefined();
  });
});
