import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { ROOMS } from './dependencies.js';

const LEFT_OUT = ['node_modules', 'dist', 'generated'];

/** Documents of the project, relative to the root. */
export function documentsIn(root: string, folder = ''): readonly string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory())
      return entry.name.startsWith('.') || LEFT_OUT.includes(entry.name) ? [] : documentsIn(root, path);
    return entry.name.endsWith('.md') ? [path] : [];
  });
}

const LINK = /\]\(([^()\s]+)\)/g;
const CODE = /`([^`\n]+)`/g;
const FENCE = /^(```|~~~)[\s\S]*?^\1/gm;

/** What a path may be written with: a part that stands for any name, a place in the file. */
const PATTERN = /[*<>{}…|]/;
const PATH = /^[\w.-]+(\/[\w.-]+)+\/?$/;

/** Whether a code span is a path of the project: it begins with one of its top-level folders. */
const isPath = (span: string): boolean =>
  PATH.test(span) && !PATTERN.test(span) && ['docs', ...ROOMS].includes(span.slice(0, span.indexOf('/')));

/** Headings as the anchors that links go to. */
const anchorsOf = (text: string): readonly string[] =>
  [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );

/** Links of a document to files or headings that are not there, and paths in it that name nothing. */
export function lostPaths(root: string, document: string): readonly string[] {
  const text = readFileSync(join(root, document), 'utf8').replaceAll(FENCE, '');
  const links = [...text.matchAll(LINK)].flatMap(([, link]) => {
    if (/^\w+:/.test(link!)) return [];
    const [path = '', anchor] = link!.split('#');
    const target = path === '' ? document : relative(root, join(root, dirname(document), path));
    if (!existsSync(join(root, target))) return [link!];
    const lost = anchor !== undefined && !anchorsOf(readFileSync(join(root, target), 'utf8')).includes(anchor);
    return lost ? [link!] : [];
  });
  const paths = [...text.matchAll(CODE)].flatMap(([, span]) => {
    const path = span!.replace(/\/$/, '');
    // A file may be named without its ending.
    const is = [path, `${path}.ts`, `${path}.tsx`].some((each) => existsSync(join(root, each)));
    return isPath(path) && !is ? [span!] : [];
  });
  return [...links, ...paths];
}

const DECISION = /\b(?:decision |docs\/decisions\/)(\d{4}(?:-[\w-]+\.md)?)/g;

/** Decisions that a source file names, by number or file, and that are not there: `file: decision`. */
export function lostDecisions(root: string, file: string): readonly string[] {
  const decisions = readdirSync(join(root, 'docs/decisions'));
  return [...readFileSync(join(root, file), 'utf8').matchAll(DECISION)].flatMap(([, named]) =>
    decisions.some((decision) => decision === named || decision.startsWith(`${named!}-`)) ? [] : [`${file}: ${named!}`],
  );
}
