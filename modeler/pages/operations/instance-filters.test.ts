import { describe, expect, it } from '@jest/globals';
import { readFilters, readSorting, searchFilter, writeFilters, writeSorting } from './instance-filters.js';

const read = (address: string) => readFilters(new URLSearchParams(address));

describe('the filters of instances', () => {
  it('come back from the address as they were written', () => {
    const filters = {
      process: 'Order-1',
      version: 2,
      state: 'ACTIVE',
      incident: true,
      from: '2026-03-02',
      to: '2026-03-05',
      text: 'A-17',
    } as const;
    expect(readFilters(writeFilters(new URLSearchParams('sort=state'), filters))).toEqual(filters);
    expect(writeFilters(new URLSearchParams('sort=state&state=active'), {}).toString()).toBe('sort=state');
  });

  it('leave out what makes no sense', () => {
    expect(read('version=-1&state=sleeping&incident=perhaps&from=yesterday&to=2026-99-99&text=%20')).toEqual({});
  });

  it('look for a number as a key and in business ids, with wildcards taken literally', () => {
    expect(searchFilter({ text: '42' })).toEqual({
      $or: [{ businessId: { $like: '*42*' } }, { processInstanceKey: '42' }],
    });
    expect(searchFilter({ text: 'a*b' })).toEqual({ $or: [{ businessId: { $like: '*a\\*b*' } }] });
  });

  it('take the last day whole', () => {
    expect(searchFilter({ to: '2026-03-05' })).toEqual({
      startDate: { $lt: new Date(2026, 2, 6).toISOString() },
    });
  });
});

describe('the sorting of instances', () => {
  it('is by start, newest first, unless the address says otherwise', () => {
    expect(readSorting(new URLSearchParams('sort=nonsense'))).toEqual({ column: 'startDate', order: 'DESC' });
    const sorting = { column: 'state', order: 'DESC' } as const;
    expect(readSorting(writeSorting(new URLSearchParams(), sorting))).toEqual(sorting);
  });
});
