import { closeSync, fstatSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';

const LIMIT_BYTES = 10 * 1024 * 1024;
const KEPT = 3;

/**
 * A log file that starts anew when it is full: `api.log` becomes `api.log.1`, that one `api.log.2`, up to `.3`.
 * Writes at once, so that nothing is lost when this process is killed.
 */
export class RotatingLog {
  readonly #path: string;
  readonly #limit: number;
  #descriptor: number;
  #size: number;

  constructor(path: string, limit = LIMIT_BYTES) {
    this.#path = path;
    this.#limit = limit;
    this.#descriptor = openSync(path, 'a');
    this.#size = fstatSync(this.#descriptor).size;
  }

  write(chunk: Buffer | string): void {
    const bytes = Buffer.from(chunk);
    if (this.#size > 0 && this.#size + bytes.length > this.#limit) this.#rotate();
    writeSync(this.#descriptor, bytes);
    this.#size += bytes.length;
  }

  /** The last lines of the current file. */
  tail(lines: number): string {
    return readFileSync(this.#path, 'utf8').trimEnd().split('\n').slice(-lines).join('\n');
  }

  get path(): string {
    return this.#path;
  }

  close(): void {
    closeSync(this.#descriptor);
  }

  #rotate(): void {
    closeSync(this.#descriptor);
    rmSync(`${this.#path}.${String(KEPT)}`, { force: true });
    for (let age = KEPT - 1; age >= 1; age--) this.#age(`${this.#path}.${String(age)}`, age + 1);
    this.#age(this.#path, 1);
    this.#descriptor = openSync(this.#path, 'a');
    this.#size = 0;
  }

  #age(path: string, age: number): void {
    try {
      renameSync(path, `${this.#path}.${String(age)}`);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
}
