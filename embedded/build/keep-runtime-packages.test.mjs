import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { keepRuntimePackages, runtimePackages } from './keep-runtime-packages.mjs';

let root;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'packages-'));
});
afterEach(() => rmSync(root, { recursive: true }));

function write(path, content) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
}
const install = (folder, more = {}) => write(`${folder}/package.json`, JSON.stringify(more));

it('finds packages however they are imported, and what they need', () => {
  for (const name of ['named', 'bare', '@scope/deep', 'json', 'dynamic', 'needed', 'peer', 'optional-peer', 'other'])
    install(`node_modules/${name}`);
  install('node_modules/named', {
    dependencies: { needed: '1' },
    optionalDependencies: { absent: '1' },
    peerDependencies: { peer: '1', 'optional-peer': '1' },
    peerDependenciesMeta: { 'optional-peer': { optional: true } },
  });
  install('node_modules/named/node_modules/needed');
  write(
    'dist/api.js',
    [
      'import a, {',
      '  b as c',
      '} from "named";',
      'import "bare";',
      'import d from "@scope/deep/file.js";',
      'import e from "json/data.json" with { type: "json" };',
      'import { readFile } from "node:fs";',
      'const f = await import("dynamic/part");',
    ].join('\n'),
  );
  expect([...runtimePackages(root, ['dist/api.js'])].sort()).toEqual([
    'node_modules/@scope/deep',
    'node_modules/bare',
    'node_modules/dynamic',
    'node_modules/json',
    'node_modules/named',
    'node_modules/named/node_modules/needed',
    'node_modules/peer',
  ]);
});

it('leaves the programs, what they read beside themselves, and those packages', () => {
  install('node_modules/used');
  install('node_modules/@scope/unused');
  write('dist/api.js', 'import "used";');
  for (const name of ['build.js', '.stamps/api', 'web/index.html', 'workflow-bundle.js']) write(`dist/${name}`, '');
  expect(keepRuntimePackages(root, ['api'])).toBe(1);
  const left = ['api.js', 'web', 'workflow-bundle.js', 'build.js', '.stamps'].filter((name) =>
    existsSync(join(root, 'dist', name)),
  );
  expect(left).toEqual(['api.js', 'web', 'workflow-bundle.js']);
  expect(existsSync(join(root, 'node_modules/used'))).toBe(true);
  expect(existsSync(join(root, 'node_modules/@scope/unused'))).toBe(false);
});
