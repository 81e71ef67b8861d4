/** Options of the native engine that are followed by a value we have no use for. */
const ignoredWithValue = new Set(['--enabled-preview-features', '--extension-types']);

/**
 * Reads the command line that the Prisma CLI gives its schema engine.
 *
 * @param {string[]} argv without node and the script
 * @returns {{ datamodels: string[], url: string | undefined, words: string[] }} paths of schema files, the address from
 *   `--datasource '{"url": …}'`, and everything that is no option
 */
export function readArguments(argv) {
  const read = { datamodels: [], url: undefined, words: [] };
  const rest = [...argv];
  while (rest.length > 0) {
    const word = rest.shift();
    if (word === '--datamodels') read.datamodels.push(rest.shift());
    else if (word === '--datasource') read.url = JSON.parse(rest.shift()).url;
    else if (ignoredWithValue.has(word)) rest.shift();
    else read.words.push(word);
  }
  return read;
}
