import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import type { Model } from './case-host.js';
import { caseSchema, fileSchema, type Case, type Tier } from './case-schema.js';

/** A case of a file, or what is wrong with it. */
export interface LoadedCase {
  readonly suite: string;
  readonly area: string;
  readonly tier: Tier;
  readonly id: string;
  readonly case: Case | { readonly invalid: string };
  /** Reads a model by the name the case gives it. */
  readonly readModel: (name: string) => Promise<Model>;
}

/** What was found in folders: the cases, and which files were passed over and why. */
export interface Loaded {
  readonly cases: readonly LoadedCase[];
  readonly skipped: readonly string[];
}

/** Reads every case file in a folder and the folders below it. Other JSON files are passed over. */
export async function loadCases(folder: string): Promise<Loaded> {
  const entries = await readdir(folder, { recursive: true });
  const files = entries.filter((name) => name.endsWith('.json') && !name.includes('node_modules')).sort();
  const loaded = await Promise.all(files.map((name) => loadFile(join(folder, name))));
  return {
    cases: loaded.flatMap((one) => (typeof one === 'string' ? [] : one)),
    skipped: loaded.filter((one) => typeof one === 'string'),
  };
}

/** The cases of a file, or why it was passed over. */
async function loadFile(path: string): Promise<readonly LoadedCase[] | string> {
  const content = parseJson(await readFile(path, 'utf8'));
  const format = z.object({ format: z.string() }).safeParse(content);
  if (!format.success) return `${path} skipped: it names no format`;
  if (format.data.format !== 'bpmn-case/1') return `${path} skipped: format ${format.data.format}`;
  const file = fileSchema.safeParse(content);
  if (!file.success) return `${path} skipped: ${z.prettifyError(file.error)}`;
  const { suite, area, cases } = file.data;
  return cases.map((entry) => {
    const parsed = caseSchema.safeParse(entry);
    return {
      suite,
      area: entry.area ?? area,
      tier: entry.tier,
      id: entry.id,
      case: parsed.success ? parsed.data : { invalid: z.prettifyError(parsed.error) },
      readModel: (name) => readModel(dirname(path), name),
    };
  });
}

/** Models are named relative to the suite's folder: the one of the case file, or the one above it. */
async function readModel(folder: string, name: string): Promise<Model> {
  const beside = join(folder, name);
  const path = (await exists(beside)) ? beside : join(folder, '..', name);
  return { name: basename(name), text: await readFile(path, 'utf8') };
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
