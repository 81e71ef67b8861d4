import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const root = join(import.meta.dirname, '../..');

/** The API as a process of its own, from its sources. */
export interface ApiProcess {
  /** Where it listens. */
  readonly port: number;
  readonly child: ChildProcessWithoutNullStreams;
  /** Events of its log so far. */
  events(): readonly string[];
  /** Kills it and waits for its end. */
  kill(): Promise<void>;
}

interface Line {
  readonly event?: string;
  readonly url?: string;
}

/** Starts it; resolves when it listens. */
export const startApiProcess = async (settings: Readonly<Record<string, string>>): Promise<ApiProcess> => {
  const env = { PATH: process.env['PATH'], HOST: '127.0.0.1', PORT: '0', ...settings };
  const child = spawn(process.execPath, ['--import', 'tsx', 'api/main.ts'], { cwd: root, env });
  const events: string[] = [];
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const url = await new Promise<string>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the API ended before it listened (exit code ${String(code)})`)));
    createInterface({ input: child.stdout }).on('line', (text) => {
      const { event, url: address } = JSON.parse(text) as Line;
      if (event !== undefined) events.push(event);
      if (event === 'api-ready' && address !== undefined) resolve(address);
    });
    child.stderr.resume();
  });
  return {
    port: Number(new URL(url).port),
    child,
    events: () => events,
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
};
