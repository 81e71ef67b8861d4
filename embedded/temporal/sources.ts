import { Problem } from '../bootstrap/problem.mjs';
import type { Run } from '../processes/run-command.js';
import { PINNED_CLI, cliVersion, willDo } from './version.js';

const TRY_LIMIT_MS = 20_000;

/** A Temporal CLI that has been tried and works. */
export interface TemporalCli {
  readonly path: string;
  readonly version: string;
  /** Where it was found, for people. */
  readonly source: string;
}

/** A place that a Temporal CLI may come from. */
export interface TemporalSource {
  /** Named to people. */
  readonly name: string;
  /** Path of a program to try, or why there is none. */
  find(): Promise<{ readonly path: string } | { readonly missing: string }>;
}

/**
 * Runs a supposed Temporal CLI.
 *
 * @returns its version, or what is wrong with it
 */
export async function tryCli(path: string, run: Run): Promise<{ version: string } | { wrong: string }> {
  const { output, failure } = await run(path, ['--version'], TRY_LIMIT_MS);
  if (failure !== undefined) return { wrong: `${path} does not run (${failure})` };
  const version = cliVersion(output);
  if (version === undefined) return { wrong: `${path} is not the Temporal CLI` };
  return willDo(version) ? { version } : { wrong: `${path} is version ${version}, needed is ${PINNED_CLI} or newer` };
}

/**
 * Asks the sources in order and takes the first program that works.
 *
 * @throws {Problem} listing all sources with what each of them lacks
 */
export async function findTemporal(sources: readonly TemporalSource[], run: Run): Promise<TemporalCli> {
  const failures: string[] = [];
  for (const source of sources) {
    const found = await source.find();
    if ('missing' in found) {
      failures.push(`${source.name}: ${found.missing}`);
      continue;
    }
    const tried = await tryCli(found.path, run);
    if ('version' in tried) return { path: found.path, version: tried.version, source: source.name };
    failures.push(`${source.name}: ${tried.wrong}`);
  }
  const list = ['TEMPORAL_ADDRESS: not set', ...failures].map((text, index) => `  ${String(index + 1)}. ${text}`);
  throw new Problem(
    `No Temporal server to be had. Tried in this order, any one is enough:\n${list.join('\n')}\n` +
      `Put the Temporal CLI ${PINNED_CLI} on PATH, or set TEMPORAL_ADDRESS to a server that runs.`,
  );
}
