import { describe, expect, it } from '@jest/globals';
import type { Run } from '../processes/run-command.js';
import { findTemporal, type TemporalSource } from './sources.js';

const pinned = 'temporal version 1.9.1 (Server 1.32.0, UI 2.54.1)\n';

/** Programs of an imagined machine: what each prints when it is run. */
function machine(programs: Record<string, string>): Run {
  return (file) => {
    const output = programs[file];
    return Promise.resolve(output === undefined ? { output: '', failure: 'not found' } : { output });
  };
}

function source(name: string, found: { path: string } | { missing: string }) {
  const asked = { times: 0 };
  const it: TemporalSource = {
    name,
    find() {
      asked.times++;
      return Promise.resolve(found);
    },
  };
  return { it, asked };
}

describe('findTemporal', () => {
  it('takes the first program that works and asks no further', async () => {
    const path = source('PATH', { missing: 'not found' });
    const cache = source('cache', { path: '/cache/temporal' });
    const download = source('download', { path: '/download/temporal' });
    const run = machine({ '/cache/temporal': pinned, '/download/temporal': pinned });
    const cli = await findTemporal([path.it, cache.it, download.it], run);
    expect(cli).toEqual({ path: '/cache/temporal', version: '1.9.1', source: 'cache' });
    expect(download.asked.times).toBe(0);
  });

  it('passes over a program that is too old, is another one, or does not run', async () => {
    const sources = ['/old', '/other', '/broken', '/good'].map((path) => source(path, { path }).it);
    const run = machine({ '/old': 'temporal version 1.3.0', '/other': 'temporal: a clock', '/good': pinned });
    expect((await findTemporal(sources, run)).path).toBe('/good');
  });

  it('says of every source what it lacks when none has a program that works', async () => {
    const sources = [source('PATH', { missing: 'not found' }).it, source('cache', { path: '/old' }).it];
    const search = findTemporal(sources, machine({ '/old': 'temporal version 1.3.0' }));
    await expect(search).rejects.toThrow(
      [
        '  1. TEMPORAL_ADDRESS: not set',
        '  2. PATH: not found',
        '  3. cache: /old is version 1.3.0, needed is 1.9.1 or newer',
      ].join('\n'),
    );
  });
});
