import { expect, it } from '@jest/globals';
import type { KnownProcess } from '../list/known-process.js';
import { openedDirectly } from './opened-directly.js';

const draft = (id: string, basedOn: string | null) => ({
  ...{ id, basedOn, name: id, changedBy: 'ann', changedAt: '2030-01-01T00:00:00.000Z' },
});
const known = (...drafts: KnownProcess['drafts']): KnownProcess => ({
  latest: {
    processDefinitionKey: '2',
    version: 2,
    versionTag: null,
    deployedAt: '2030-01-01T00:00:00.000Z',
    deployedBy: null,
  },
  drafts,
});

it('opens the only draft for the newest version, and for the one it was made from', () => {
  expect(openedDirectly(known(draft('a', '2')), '2')).toBe('a');
  expect(openedDirectly(known(draft('a', '1')), '2')).toBe('a');
  expect(openedDirectly(known(draft('a', '1')), '1')).toBe('a');
});

it('leaves it to the person where another is meant, or there are several or none', () => {
  expect(openedDirectly(known(draft('a', '2')), '1')).toBeUndefined();
  expect(openedDirectly(known(draft('a', '2'), draft('b', '1')), '2')).toBeUndefined();
  expect(openedDirectly(known(), '2')).toBeUndefined();
});
