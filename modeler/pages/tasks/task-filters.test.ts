import { describe, expect, it } from '@jest/globals';
import { readFilters, readSorting, searchFilter, searchSort, writeFilters } from './task-filters.js';

const reader = { name: 'ann', groups: ['engineer'] };

describe('the filters of tasks', () => {
  it('show the open tasks of the reader when the address says nothing', () => {
    const filters = readFilters(new URLSearchParams('view=nobody&state=asleep'));
    expect(filters).toEqual({ view: 'mine', state: 'open' });
    expect(searchFilter(filters, reader)).toEqual({ assignee: 'ann', state: { $in: ['CREATED', 'COMPLETING'] } });
  });

  it('come back from the address as they were written', () => {
    const filters = { view: 'groups', state: 'any', process: 'order', text: 'Check' } as const;
    const address = writeFilters(new URLSearchParams('sort=name'), filters);
    expect(readFilters(address)).toEqual(filters);
    expect(writeFilters(address, { view: 'mine', state: 'open' }).toString()).toBe('sort=name');
  });

  it('look for tasks of the groups of the reader that nobody has taken', () => {
    expect(searchFilter({ view: 'groups', state: 'any' }, reader)).toEqual({
      assignee: { $exists: false },
      candidateGroup: { $in: ['engineer'] },
    });
  });

  it('take wildcards in a text literally', () => {
    expect(searchFilter({ view: 'all', state: 'any', text: '50?' }, reader)).toEqual({ name: { $like: '*50\\?*' } });
  });
});

describe('the order of tasks', () => {
  it('is by priority and then by age', () => {
    expect(searchSort(readSorting(new URLSearchParams()))).toEqual([
      { field: 'priority', order: 'DESC' },
      { field: 'creationDate', order: 'ASC' },
    ]);
    expect(searchSort(readSorting(new URLSearchParams('sort=creationDate&order=desc')))).toEqual([
      { field: 'creationDate', order: 'DESC' },
    ]);
  });
});
