import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { processIdentity } from './identity.js';

/** A process that was started on a data folder, so that a later start can find it again. */
export interface ProcessRecord {
  readonly pid: number;
  readonly identity: string;
  /** It is about to end by itself. */
  readonly ending?: boolean;
}

/** The records of one data folder, one file a process name. */
export class ProcessRecords {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** The recorded process if it still runs. */
  running(name: string): ProcessRecord | undefined {
    const record = this.#read(name);
    return record !== undefined && processIdentity(record.pid) === record.identity ? record : undefined;
  }

  write(name: string, pid: number, more: Pick<ProcessRecord, 'ending'> = {}): void {
    const draft = this.#draft(name, pid, more);
    if (draft !== undefined) renameSync(draft, this.#file(name));
  }

  remove(name: string): void {
    rmSync(this.#file(name), { force: true });
  }

  /**
   * Records this process under a name that one running process at a time may have.
   *
   * @returns the process that already has it; undefined when it is ours now
   */
  claim(name: string): ProcessRecord | undefined {
    const draft = this.#draft(name, process.pid);
    if (draft === undefined) throw new Error('this process has no identity');
    try {
      for (;;) {
        try {
          linkSync(draft, this.#file(name));
          return undefined;
        } catch (error) {
          if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
        }
        const holder = this.running(name);
        if (holder !== undefined) return holder;
        this.remove(name);
      }
    } finally {
      rmSync(draft, { force: true });
    }
  }

  #file(name: string): string {
    return join(this.#folder, `${name}.json`);
  }

  #draft(name: string, pid: number, more: Pick<ProcessRecord, 'ending'> = {}): string | undefined {
    const identity = processIdentity(pid);
    if (identity === undefined) return undefined;
    const draft = join(this.#folder, `${name}.${String(process.pid)}.draft`);
    writeFileSync(draft, JSON.stringify({ pid, identity, ...more } satisfies ProcessRecord));
    return draft;
  }

  #read(name: string): ProcessRecord | undefined {
    try {
      return JSON.parse(readFileSync(this.#file(name), 'utf8')) as ProcessRecord;
    } catch {
      return undefined;
    }
  }
}
