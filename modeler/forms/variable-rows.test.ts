import { describe, expect, it } from '@jest/globals';
import { changedVariables, wrongName, type VariableRow } from './variable-rows.js';

const row = (given: Partial<VariableRow>): VariableRow => ({ id: 0, name: 'a', text: '1', isNew: false, ...given });

describe('edited variables', () => {
  it('are handed over only where they were changed or added', () => {
    const rows = [
      row({}),
      row({ id: 1, name: 'b', text: '{"x": 2}' }),
      row({ id: 2, name: 'c', text: '[]', isNew: true }),
    ];
    expect(changedVariables(rows, { a: '1', b: '{"x":1}' })).toEqual({ b: { x: 2 }, c: [] });
  });

  it('are not handed over while one is not JSON', () => {
    expect(changedVariables([row({ text: 'yes' })], { a: '1' })).toBeUndefined();
  });

  it('leave out an added row that was not filled in', () => {
    expect(changedVariables([row({ name: '', text: ' ', isNew: true })], {})).toEqual({});
  });
});

describe('the name of an added variable', () => {
  it('is one that expressions can use, and not there yet', () => {
    const there = row({});
    expect(wrongName(row({ id: 1, name: 'имя_1', isNew: true }), [there])).toBeUndefined();
    expect(wrongName(row({ id: 1, name: '1st', isNew: true }), [there])).toBe('wrongName');
    expect(wrongName(row({ id: 1, isNew: true }), [there])).toBe('twice');
  });
});
