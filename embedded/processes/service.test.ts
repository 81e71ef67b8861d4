import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Command } from './child.js';
import { processIdentity } from './identity.js';
import { ProcessRecords } from './records.js';
import { Service, type ServiceContext, type ServiceSpec } from './service.js';
import { sendSignal, terminate } from './stop-process.js';

let folder: string;
let records: ProcessRecords;

/** The texts a service tells people, to be waited for one by one. */
class Notices {
  readonly #texts: string[] = [];
  #wake: () => void = () => undefined;

  readonly add = (text: string): void => {
    this.#texts.push(text);
    this.#wake();
  };

  async next(): Promise<string> {
    while (this.#texts.length === 0) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    return this.#texts.shift() ?? '';
  }
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'service-'));
  records = new ProcessRecords(folder);
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function nodeService(
  script: string,
  notice: ServiceContext['notice'] = () => undefined,
  command: ServiceSpec['command'] = () => nodeCommand(script),
): Service {
  return new Service(
    { name: 'api', command, ready: (child, signal) => child.printed('up', signal), stop: terminate },
    { logFolder: folder, records, notice },
  );
}

const nodeCommand = (script: string): Command => ({
  file: process.execPath,
  args: ['-e', script],
  cwd: folder,
  env: process.env,
});

const working = 'console.log("up"); setInterval(() => {}, 1000)';

describe('Service', () => {
  it('is started when its process is ready, and recorded until it is stopped', async () => {
    const service = nodeService(working);
    await service.start();
    expect(records.running('api')).toBeDefined();
    await service.stop();
    expect(records.running('api')).toBeUndefined();
    expect(readFileSync(join(folder, 'api.log'), 'utf8')).toBe('up\n');
  });

  it('is started again when its process is killed', async () => {
    const notices = new Notices();
    const service = nodeService(working, notices.add);
    await service.start();
    const first = records.running('api')?.pid ?? 0;
    sendSignal(first, 'SIGKILL');
    expect(await notices.next()).toBe('api ended (SIGKILL), starting it again in 100 ms');
    expect(await notices.next()).toBe('api is ready again');
    expect(records.running('api')?.pid).not.toBe(first);
    await service.stop();
  });

  it('is stopped while its command is being found: nothing is started then', async () => {
    let found: (command: Command) => void = () => undefined;
    const finding = new Promise<Command>((resolve) => {
      found = resolve;
    });
    const service = nodeService(working, undefined, () => finding);
    const starting = service.start();
    const stopping = service.stop();
    found(nodeCommand(working));
    await expect(starting).rejects.toThrow('api was stopped while it started');
    await stopping;
    expect(records.running('api')).toBeUndefined();
    expect(readFileSync(join(folder, 'api.log'), 'utf8')).toBe('');
  });

  it('is stopped while its process is being made: it ends before the log is closed', async () => {
    const made: number[] = [];
    const write = records.write.bind(records);
    records.write = (name, pid) => {
      made.push(pid);
      write(name, pid);
    };
    let stopping: Promise<void> | undefined;
    const service: Service = nodeService(working, undefined, () => ({
      ...nodeCommand(working),
      // Asked for right before the process is made; the stop comes before it is told that the process runs.
      get file() {
        queueMicrotask(() => {
          stopping = service.stop();
        });
        return process.execPath;
      },
    }));
    await expect(service.start()).rejects.toThrow('api was stopped while it started');
    await stopping;
    expect(made.map(processIdentity)).toEqual([undefined]);
    expect(records.running('api')).toBeUndefined();
  });

  it('gives up when its process ends three times before it is ready, and shows the end of the log', async () => {
    const service = nodeService('console.error("no luck"); process.exit(3)');
    await expect(service.start()).rejects.toThrow(/api ended \(exit code 3\)[^]*no luck/);
    expect(readFileSync(join(folder, 'api.log'), 'utf8')).toBe('no luck\n'.repeat(3));
    await service.stop();
  });
});
