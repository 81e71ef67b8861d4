import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** A piece of the build, as Vite's manifest tells it; file names are below the build's folder. */
interface Piece {
  readonly file: string;
  /** Pieces that have to be there before it runs, by their names in the manifest. */
  readonly imports?: readonly string[];
  readonly css?: readonly string[];
  /** Pieces that it may ask for itself. */
  readonly dynamicImports?: readonly string[];
}

type Manifest = Readonly<Record<string, Piece | undefined>>;

/** The route of the start page; the application itself is named by index.html alone. */
const START = 'pages/queue/queue-page.tsx';

/** Its texts in the longer language. Which ones are needed is known only in the browser, by the piece that asks early. */
const TEXTS = 'i18n/ru/start.ts';
const ASKS_EARLY = 'ask-early';

/** The scripts and style sheets that index.html has fetched at once. */
export const namedFiles = (folder: string): readonly string[] => {
  const html = readFileSync(join(folder, 'index.html'), 'utf8');
  return [...html.matchAll(/(?:src|href)="\/(assets\/[^"]+)"/g)].map(([, file = '']) => file);
};

const readManifest = (folder: string): Manifest =>
  JSON.parse(readFileSync(join(folder, '.vite/manifest.json'), 'utf8')) as Manifest;

/** The texts without which the queue is not shown, if the piece that runs before all others asks for them. */
export const earlyTexts = (folder: string): string | undefined => {
  const manifest = readManifest(folder);
  const early = Object.keys(manifest).find((name) => name.startsWith(`_${ASKS_EARLY}-`)) ?? '';
  return manifest[early]?.dynamicImports?.includes(TEXTS) === true ? manifest[TEXTS]?.file : undefined;
};

/** The scripts and style sheets without which the queue is not shown, by the build's manifest. */
export const neededFiles = (folder: string): readonly string[] => {
  const manifest = readManifest(folder);
  const visited = new Set<string>();
  const files = new Set<string>();
  const visit = (name: string): void => {
    const piece = manifest[name];
    if (piece === undefined) throw new Error(`The manifest of the build has no ${name}`);
    if (visited.has(name)) return;
    visited.add(name);
    for (const file of [piece.file, ...(piece.css ?? [])]) files.add(file);
    for (const imported of piece.imports ?? []) visit(imported);
  };
  visit(START);
  return [...files];
};

/** Bytes of a file of the build as it is sent: with Brotli, where the build has it so. */
export const sentBytes = (folder: string, file: string): number => {
  const compressed = join(folder, `${file}.br`);
  return statSync(existsSync(compressed) ? compressed : join(folder, file)).size;
};
