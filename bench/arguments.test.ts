import { describe, expect, it } from '@jest/globals';
import { readArguments } from './arguments.js';

const read = (...given: string[]) => readArguments(given, ['one-task', 'timers'], ['operaton']);

describe('the arguments', () => {
  it('name workloads and say how they are printed', () => {
    expect(read('one-task', '--json', 'timers')).toEqual({
      names: ['one-task', 'timers'],
      json: true,
      peer: undefined,
      baseline: undefined,
      rounds: 1,
      limits: { instances: undefined, seconds: 120 },
    });
  });

  it('name what is measured by turns; then three rounds are measured', () => {
    const both = read('timers', '--peer', 'operaton', '/there', '--baseline', '../main');
    expect(both).toMatchObject({
      peer: { engine: 'operaton', folder: '/there' },
      baseline: '../main',
      rounds: 3,
    });
    expect(read('timers', '--baseline', '../main', '--rounds', '2').rounds).toBe(2);
  });

  it('say how much is measured', () => {
    expect(read('timers', '--instances', '100000', '--seconds', '600').limits).toEqual({
      instances: 100_000,
      seconds: 600,
    });
  });

  it('are refused when something is unknown, missing or no number', () => {
    expect(() => read('two-task')).toThrow('two-task');
    expect(() => read()).toThrow('at least one');
    expect(() => read('timers', '--baseline')).toThrow('needs a folder');
    expect(() => read('timers', '--peer', 'another', '/there')).toThrow('There is: operaton');
    expect(() => read('timers', '--peer', 'operaton', '--json')).toThrow('--peer operaton needs a folder');
    expect(() => read('timers', '--rounds', '0')).toThrow('positive whole number');
    expect(() => read('timers', '--instances', 'many')).toThrow('not many');
  });
});
