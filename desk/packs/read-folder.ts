import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { z } from 'zod';
import { readDiagram } from '../../bpmn/deploy.js';
import { productionCalendarSchema } from '../../regulations/model/calendar-schema.js';
import { assemblePack } from '../../regulations/model/assemble.js';
import type { Pack } from '../../regulations/model/pack.js';
import type { CompiledFile } from '../../engine/index.js';
import { inexactNumberDetail, InexactNumberError, jsonPointer, parseJson } from '../../json/index.js';

/** A pack as its folder has it, ready to be installed. */
export interface PackFolder {
  readonly pack: Pack;
  readonly diagrams: readonly CompiledFile[];
}

/** Nothing of a pack that is not whole is installed. */
export class PackError extends Error {
  override readonly name = 'PackError';

  constructor(
    readonly folder: string,
    readonly faults: readonly string[],
  ) {
    super(`The pack ${folder} cannot be installed. ${faults.join('; ')}`);
  }
}

/** Every file below a folder, by its path with slashes. */
function filesBelow(folder: string): ReadonlyMap<string, Buffer> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return new Map(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((path) => [relative(folder, path).split(sep).join('/'), readFileSync(path)]),
  );
}

/** @throws PackError naming the file that is no JSON, or the numbers in it that are not kept */
function json(folder: string, name: string, content: Buffer | undefined): unknown {
  if (content === undefined) throw new PackError(folder, [`${name} is missing`]);
  try {
    return parseJson(content.toString('utf8'));
  } catch (error) {
    if (!(error instanceof InexactNumberError)) throw new PackError(folder, [`${name}: ${(error as Error).message}`]);
    const faults = error.numbers.map(
      (number) => `${name}, ${jsonPointer(number.path)}: ${inexactNumberDetail(number)}`,
    );
    throw new PackError(folder, faults);
  }
}

async function compile(folder: string, name: string, content: Buffer): Promise<CompiledFile> {
  const { processes, findings } = await readDiagram(content.toString('utf8'));
  const errors = findings.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) {
    throw new PackError(
      folder,
      errors.map(({ element, message }) => `${name}${element === undefined ? '' : `, ${element}`}: ${message}`),
    );
  }
  return { file: { name, content }, processes };
}

/**
 * Reads a pack: `pack.json`, its `.bpmn` and `.form` files, the texts of its emails.
 * @param productionCalendars folder with the production calendars that packs may use
 * @throws PackError with everything that is wrong with it
 */
export async function readPackFolder(folder: string, productionCalendars: string): Promise<PackFolder> {
  const files = filesBelow(folder);
  const named = (ending: string) => [...files].filter(([name]) => name.endsWith(ending));
  const diagrams = await Promise.all(named('.bpmn').map(([name, content]) => compile(folder, name, content)));
  const form = z.looseObject({ id: z.string() });
  const assembled = assemblePack({
    source: json(folder, 'pack.json', files.get('pack.json')),
    texts: Object.fromEntries(named('.txt').map(([name, content]) => [name, content.toString('utf8')])),
    forms: named('.form').map(([name, content]) => form.parse(json(folder, name, content))),
    processes: diagrams.flatMap(({ processes }) => processes),
    productionCalendars: [...filesBelow(productionCalendars)].map(([name, content]) =>
      productionCalendarSchema.parse(json(productionCalendars, name, content)),
    ),
  });
  if ('faults' in assembled) throw new PackError(folder, assembled.faults);
  return { pack: assembled.pack, diagrams };
}

/** The packs of a folder: each of its folders with a `pack.json`. */
export const packFolders = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(folder, entry.name))
    .sort();
