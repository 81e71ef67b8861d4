import { stat } from 'node:fs/promises';
import { extname, join } from 'node:path';

/** A file of the built web application, as it is sent. */
export interface WebFile {
  readonly path: string;
  readonly type: string;
  /** Content-Encoding of the file, when it is a compressed one. */
  readonly encoding?: 'br' | 'gzip';
  /** Its name holds a hash of its content: it never changes. */
  readonly immutable: boolean;
}

/** Finds files of the built web application. */
export interface WebFiles {
  /** The file of a URL path in the best encoding that the client accepts; undefined: there is none. */
  find(urlPath: string, encodings: readonly string[]): Promise<WebFile | undefined>;
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.png': 'image/png',
};

/** Best first. */
const variants = [
  ['br', '.br'],
  ['gzip', '.gz'],
] as const;

/** Plain names, at the top or in `assets/`: nothing leads out of the folder. */
const SERVED = /^\/(assets\/)?[\w-][\w.-]*$/;

const isFile = async (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isFile(),
    () => false,
  );

/** The files below `folder`, as `npm run build` leaves them: beside each text its `.br` and `.gz`. */
export const createWebFiles = (folder: string): WebFiles => ({
  find: async (urlPath, encodings) => {
    const type = types[extname(urlPath)];
    if (type === undefined || !SERVED.test(urlPath)) return undefined;
    const path = join(folder, urlPath);
    const immutable = urlPath.startsWith('/assets/');
    for (const [encoding, ending] of variants)
      if (encodings.includes(encoding) && (await isFile(path + ending)))
        return { path: path + ending, type, encoding, immutable };
    return (await isFile(path)) ? { path, type, immutable } : undefined;
  },
});
