import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { digestOf } from '../bootstrap/digest.mjs';
import { runSteps, staleSteps } from './run-steps.js';
import type { BuildStep } from './steps.js';

let root: string;
let order: string[];

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'build-'));
  order = [];
  mkdirSync(join(root, 'src'));
  mkdirSync(join(root, 'dist'));
  writeFileSync(join(root, 'src/a.ts'), 'one');
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

function step(name: string, after: string[] = []): BuildStep {
  const output = `dist/${name}`;
  const run = async () => {
    await Promise.resolve();
    order.push(name);
    writeFileSync(join(root, output), name);
  };
  return { name, digest: digestOf(root, ['src']), output, after, run };
}

const build = (steps: BuildStep[]) => runSteps(root, staleSteps(root, steps), () => undefined);

describe('runSteps', () => {
  it('carries out a step after those before it', async () => {
    await build([step('client'), step('api', ['client'])]);
    expect(order).toEqual(['client', 'api']);
  });

  it('names the step that failed', async () => {
    const broken = { ...step('api'), run: () => Promise.reject(new Error('no such file')) };
    await expect(build([broken])).rejects.toThrow('api: no such file');
  });
});

describe('staleSteps', () => {
  const stale = () => staleSteps(root, [step('api')]).length === 1;

  it('is done once for the same sources', async () => {
    await build([step('api')]);
    expect(stale()).toBe(false);
  });

  it('begins anew when a source changes or the output is gone, but not for a test', async () => {
    await build([step('api')]);
    writeFileSync(join(root, 'src/a.test.ts'), 'test');
    expect(stale()).toBe(false);
    writeFileSync(join(root, 'src/a.ts'), 'two');
    expect(stale()).toBe(true);
    await build([step('api')]);
    rmSync(join(root, 'dist/api'));
    expect(stale()).toBe(true);
  });
});
