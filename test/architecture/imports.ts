import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

/** An import, or a re-export, of a source file. */
export interface Import {
  /** As it is written. */
  readonly specifier: string;
  readonly typeOnly: boolean;
  /** The file of the project that it names, relative to the root; undefined for a package. */
  readonly target: string | undefined;
}

const IMPORT = /^\s*(?:import|export)\s+(type\s+)?(?:[^'"]*?\sfrom\s+)?['"]([^'"]+)['"]/gm;
const DYNAMIC = /\bimport\(\s*['"]([^'"]+)['"]\s*\)/g;

const isTest = (file: string): boolean => /\.test\.ts$|(^|\/)test-support\//.test(file);

/** Source files of a folder, relative to the root; no tests. */
export function sourcesIn(root: string, folder: string): readonly string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return ['generated', 'node_modules'].includes(entry.name) ? [] : sourcesIn(root, path);
    return /\.(ts|tsx)$/.test(entry.name) && !isTest(path) ? [path] : [];
  });
}

/** What a file imports. */
export function importsOf(root: string, file: string): readonly Import[] {
  const text = readFileSync(join(root, file), 'utf8');
  const found = (specifier: string, typeOnly: boolean): Import => ({
    specifier,
    typeOnly,
    target: specifier.startsWith('.')
      ? relative(root, resolve(root, dirname(file), specifier)).replace(/\.js$/, '.ts')
      : undefined,
  });
  return [
    ...[...text.matchAll(IMPORT)].map(([, type, specifier]) => found(specifier!, Boolean(type))),
    ...[...text.matchAll(DYNAMIC)].map(([, specifier]) => found(specifier!, false)),
  ];
}
