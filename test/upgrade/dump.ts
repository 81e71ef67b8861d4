import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGzip, constants } from 'node:zlib';
import { SEPARATOR } from './load.js';

const MARKS = /['"]|\$[A-Za-z0-9_]*\$|--|;|\n\\/g;

/**
 * Cuts what `pg_dump` writes into statements: comments and commands of psql (`\restrict`) are left out. Texts have
 * doubled quotes alone (`standard_conforming_strings`), so the end of a quoted piece is the next quote like its first.
 */
export class Statements {
  #text = '';
  /** Where to look next. */
  #at = 0;
  /** What ends the piece that we are in: a quote, or the end of a line. */
  #until: string | undefined;
  /** Where the line begins that is dropped. */
  #dropFrom = 0;

  /** @returns the statements that are complete by now */
  *push(chunk: string): Generator<string> {
    this.#text += chunk;
    for (;;) {
      if (this.#until !== undefined) {
        const end = this.#text.indexOf(this.#until, this.#at);
        if (end < 0) {
          this.#at = Math.max(this.#at, this.#text.length - this.#until.length + 1);
          return;
        }
        if (this.#until === '\n') {
          this.#text = this.#text.slice(0, this.#dropFrom) + this.#text.slice(end);
          this.#at = this.#dropFrom;
        } else this.#at = end + this.#until.length;
        this.#until = undefined;
      }
      MARKS.lastIndex = this.#at;
      const found = MARKS.exec(this.#text);
      // Two characters more may belong to what stands at the end.
      if (found === null || MARKS.lastIndex > this.#text.length - 2) {
        if (found === null) this.#at = Math.max(this.#at, this.#text.lastIndexOf('\n'));
        return;
      }
      const [what] = found;
      if (what === ';') {
        const statement = this.#text.slice(0, found.index + 1).trim();
        this.#text = this.#text.slice(found.index + 1);
        this.#at = 0;
        yield statement;
      } else if (what === '--' || what === '\n\\') {
        this.#dropFrom = what === '--' ? found.index : found.index + 1;
        this.#at = this.#dropFrom;
        this.#until = '\n';
      } else {
        this.#at = MARKS.lastIndex;
        this.#until = what;
      }
    }
  }

  /** @throws when something is left */
  end(): void {
    const left = this.#text.replaceAll(/^(--|\\).*$/gm, '').trim();
    if (left !== '') throw new Error(`the dump ends with ${left.slice(0, 200)}`);
  }
}

/**
 * Writes a whole database as text that any client can run: no COPY, no commands of psql.
 *
 * @param snapshot exported by a transaction that is still open; absent: as of now
 */
export async function writeDump(options: {
  readonly pgDump: string;
  readonly url: string;
  readonly file: string;
  readonly snapshot?: string;
}): Promise<void> {
  const { pgDump, url, file, snapshot } = options;
  const given = ['--inserts', '--rows-per-insert=200', '--no-owner', '--no-privileges', '--encoding=UTF8'];
  if (snapshot !== undefined) given.push(`--snapshot=${snapshot}`);
  const { password, ...address } = splitPassword(url);
  const child = spawn(pgDump, [...given, address.url], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, PGPASSWORD: password },
  });
  const ended = once(child, 'exit');
  const statements = new Statements();
  await pipeline(
    child.stdout.setEncoding('utf8'),
    async function* (chunks: AsyncIterable<string>) {
      for await (const chunk of chunks) {
        for (const statement of statements.push(chunk)) {
          if (`${statement}\n`.includes(SEPARATOR)) throw new Error('a text of the database looks like our separator');
          yield statement + SEPARATOR;
        }
      }
      statements.end();
      yield `RESET ALL;${SEPARATOR}`;
    },
    createGzip({ level: constants.Z_BEST_COMPRESSION }),
    createWriteStream(file),
  );
  const [code] = (await ended) as [number | null];
  if (code !== 0) throw new Error(`pg_dump ended with ${String(code)}`);
}

function splitPassword(url: string): { readonly url: string; readonly password: string } {
  const address = new URL(url);
  const password = decodeURIComponent(address.password);
  address.password = '';
  return { url: address.href, password };
}
