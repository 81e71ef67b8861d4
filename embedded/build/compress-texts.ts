import { readdir, readFile, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

/** Fonts and pictures are compressed already. */
const texts = new Set(['.html', '.js', '.css', '.svg']);
/** Below this many bytes compressing gains nothing. */
const WORTHWHILE = 1_024;

const zip = promisify(gzip);
const brotli = promisify(brotliCompress);

/** Puts `.gz` and `.br` beside every text below a folder: compressed once, not with every answer. */
export async function compressTexts(folder: string): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const compress = async (path: string): Promise<void> => {
    const content = await readFile(path);
    if (content.length < WORTHWHILE) return;
    const params = { [constants.BROTLI_PARAM_QUALITY]: 10, [constants.BROTLI_PARAM_SIZE_HINT]: content.length };
    await writeFile(`${path}.gz`, await zip(content, { level: 9 }));
    await writeFile(`${path}.br`, await brotli(content, { params }));
  };
  await Promise.all(
    entries
      .filter((entry) => entry.isFile() && texts.has(extname(entry.name)))
      .map((entry) => compress(join(entry.parentPath, entry.name))),
  );
}
