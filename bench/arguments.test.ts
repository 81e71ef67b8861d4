import { describe, expect, it } from '@jest/globals';
import { readArguments } from './arguments.js';

const known = ['one-task', 'idle'];

describe('the arguments', () => {
  it('name workloads and say how they are printed', () => {
    expect(readArguments(['one-task', '--json', 'idle'], known, {})).toEqual({
      names: ['one-task', 'idle'],
      json: true,
      beside: undefined,
    });
  });

  it('name a folder beside, which may also stand in the environment', () => {
    expect(readArguments(['idle', '--beside', '/there'], known, {}).beside).toBe('/there');
    expect(readArguments(['idle'], known, { BENCH_BESIDE: '/there' }).beside).toBe('/there');
  });

  it('are refused when something is unknown or missing', () => {
    expect(() => readArguments(['two-task'], known, {})).toThrow('two-task');
    expect(() => readArguments([], known, {})).toThrow('at least one');
    expect(() => readArguments(['idle', '--beside'], known, {})).toThrow('needs a folder');
  });
});
