import { closeSync, fstatSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';

const LIMIT_BYTES = 10 * 1024 * 1024;
const KEPT = 3;

/** The calls of the file system that a log needs. */
export interface LogFiles {
  open(path: string): { readonly descriptor: number; readonly size: number };
  write(descriptor: number, bytes: Buffer): number;
  close(descriptor: number): void;
}

const files: LogFiles = {
  open(path) {
    const descriptor = openSync(path, 'a');
    return { descriptor, size: fstatSync(descriptor).size };
  },
  write: (descriptor, bytes) => writeSync(descriptor, bytes),
  close: closeSync,
};

/**
 * A log file that starts anew when it is full: `api.log` becomes `api.log.1`, that one `api.log.2`, up to `.3`.
 * Writes at once, so that nothing is lost when this process is killed. What cannot be written (a full disk, a folder that is
 * gone) is dropped and counted, never fatal; the count is written as soon as something can be written again.
 */
export class RotatingLog {
  readonly #path: string;
  readonly #limit: number;
  readonly #files: LogFiles;
  #open: { readonly descriptor: number; size: number } | undefined;
  #dropped = 0;

  constructor(path: string, limit = LIMIT_BYTES, fileSystem = files) {
    this.#path = path;
    this.#limit = limit;
    this.#files = fileSystem;
    this.write('');
  }

  write(chunk: Buffer | string): void {
    try {
      if (this.#dropped > 0) {
        this.#put(Buffer.from(`\n(${String(this.#dropped)} pieces of this log could not be written)\n`));
        this.#dropped = 0;
      }
      this.#put(Buffer.from(chunk));
    } catch {
      this.#dropped += 1;
      // Opened anew next time: the folder may have been emptied meanwhile.
      this.close();
    }
  }

  /** The last lines of the current file; nothing where it cannot be read. */
  tail(lines: number): string {
    try {
      return readFileSync(this.#path, 'utf8').trimEnd().split('\n').slice(-lines).join('\n');
    } catch (error) {
      return `(not readable: ${(error as Error).message})`;
    }
  }

  get path(): string {
    return this.#path;
  }

  /** A later write opens it again. */
  close(): void {
    const open = this.#open;
    this.#open = undefined;
    if (open === undefined) return;
    try {
      this.#files.close(open.descriptor);
    } catch {
      // A disk may refuse this too.
    }
  }

  #put(bytes: Buffer): void {
    this.#open ??= { ...this.#files.open(this.#path) };
    if (this.#open.size > 0 && this.#open.size + bytes.length > this.#limit) {
      this.#rotate();
      this.#open = { ...this.#files.open(this.#path) };
    }
    let rest = bytes;
    while (rest.length > 0) {
      const written = this.#files.write(this.#open.descriptor, rest);
      this.#open.size += written;
      rest = rest.subarray(written);
    }
  }

  #rotate(): void {
    this.close();
    rmSync(`${this.#path}.${String(KEPT)}`, { force: true });
    for (let age = KEPT - 1; age >= 1; age--) this.#age(`${this.#path}.${String(age)}`, age + 1);
    this.#age(this.#path, 1);
  }

  #age(path: string, age: number): void {
    try {
      renameSync(path, `${this.#path}.${String(age)}`);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
}
