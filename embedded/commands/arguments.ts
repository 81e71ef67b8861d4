import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Problem } from '../bootstrap/problem.mjs';

/** What backup and restore are told: a file, and whether something may be replaced. @throws {Problem} with the usage */
export function readArguments(
  name: string,
  args: readonly string[],
): { readonly file: string; readonly force: boolean } {
  try {
    const options = { force: { type: 'boolean', default: false } } as const;
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    const [file, ...more] = positionals;
    if (file === undefined || more.length > 0) throw new Error('one file has to be named');
    return { file: resolve(file), force: values.force };
  } catch (error) {
    throw new Problem(`${(error as Error).message}. Usage: npm run ${name} -- FILE [--force]`);
  }
}
