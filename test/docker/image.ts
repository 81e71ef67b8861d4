import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { root } from './compose.js';
import { copiedPaths, dockerfileText, stagesOf } from './dockerfile.js';

const run = promisify(execFile);

/** What an image has that is made of the Dockerfile, as a folder. */
export interface ImageFolder {
  readonly path: string;
  /** Variables that the image sets. */
  readonly environment: Readonly<Record<string, string>>;
  remove(): void;
}

/** `ENV` of the last stage. */
function environmentOfImage(): Readonly<Record<string, string>> {
  const lines = stagesOf(dockerfileText())
    .at(-1)!
    .instructions.filter(({ name }) => name === 'ENV');
  return Object.fromEntries(
    lines.flatMap(({ text }) => text.split(/\s+/).map((each) => each.split('=') as [string, string])),
  );
}

/**
 * Builds the product, copies what the Dockerfile copies, and leaves of the packages what it leaves. Packages are linked, not
 * copied: nothing in them may be changed.
 */
export async function makeImageFolder(): Promise<ImageFolder> {
  await run(process.execPath, ['embedded/build.mjs'], { cwd: root, env: { ...process.env, NODE_OPTIONS: '' } });
  const path = mkdtempSync(join(tmpdir(), 'reglament-image-'));
  for (const { from, to } of copiedPaths(dockerfileText())) {
    mkdirSync(dirname(join(path, to)), { recursive: true });
    if (from === 'node_modules') await run('cp', ['-al', join(root, from), join(path, to)]);
    else cpSync(join(root, from), join(path, to), { recursive: true });
  }
  const keep = /node (embedded\/build\/keep-runtime-packages\.mjs) ([\w ]+)$/m.exec(dockerfileText());
  await run(process.execPath, [join(root, keep![1]!), ...keep![2]!.split(' ')], { cwd: path });
  return {
    path,
    environment: environmentOfImage(),
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}
