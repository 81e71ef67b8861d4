import { describe, expect, it } from '@jest/globals';
import type { Pool } from 'pg';
import { createCommits, type CommitRequest } from './commits.js';

/** A commit of an instance. */
const commit = (instance: string): CommitRequest => {
  const head = { instance, state: '{}' } as unknown as CommitRequest['head'];
  return { head, writes: {}, alone: false };
};

/**
 * A database that skips some instances of a group, and never answers when one of them comes alone: somebody else is at
 * work on it.
 */
function databaseOf(busy: readonly string[], failure?: Error) {
  const groups: string[][] = [];
  const query = ({ values }: { values: [string] }) => {
    const instances = (JSON.parse(values[0]) as { instance: string }[]).map(({ instance }) => instance);
    groups.push(instances);
    const skipped = instances.filter((instance) => busy.includes(instance));
    if (instances.length === 1 && skipped.length > 0) return new Promise(() => undefined);
    if (failure !== undefined && skipped.length > 0) return Promise.reject(failure);
    const verdicts = Object.fromEntries(skipped.map((instance) => [instance, 'skipped']));
    return Promise.resolve({ rows: [{ answer: { verdicts } }] });
  };
  return { groups, pool: { query } as unknown as Pick<Pool, 'query'> };
}

describe('commits that go in groups', () => {
  it.each([
    ['skips', undefined],
    ['refuses the group for', new Error('refused')],
  ])(
    'hold up nobody behind instances that the database %s and that are then waited for alone',
    async (_what, failure) => {
      const { pool, groups } = databaseOf(['a', 'b', 'c'], failure);
      const commits = createCommits(pool);
      // As many groups as are under way at a time, and one more.
      for (const pair of [
        ['a', '1'],
        ['b', '2'],
        ['c', '3'],
      ]) {
        const [, other] = pair.map((instance) => commits.commit(commit(instance)));
        expect(await other).toMatchObject({ verdict: null });
      }
      expect(groups).toContainEqual(['c', '3']);
      expect(await commits.commit(commit('4'))).toMatchObject({ verdict: null });
    },
  );
});
