import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Limits } from '../arguments.js';
import type { Contender } from '../contender.js';
import { tidiedUp } from '../interruption.js';
import type { Figures } from '../report/figures.js';
import { runProgram } from '../run-program.js';
import { loadsOf, type loads } from '../workloads/loads.js';
import { makeBuildFolder } from './build-folder.js';
import { ENGINE, figuresOf, startupOf, withRestart } from './operaton-lines.js';
import { OperatonServer } from './operaton-server.js';
import { findTools, missingTools } from './tools.js';

const NEEDED = ['setup.sh', 'gen.py', 'server/pom.xml', 'driver/src/main/java/bench/Driver.java'];
const STAMP = 'built-from';

/** What the driver calls a workload that puts a load on the server. */
const DRIVER_NAMES = {
  'one-task': 'one-task',
  ticket: 'ticket',
  'fan-out': 'fan-out',
  'user-task': 'user-task',
  timers: 'idle',
} as const satisfies Readonly<Record<keyof typeof loads, string>>;

const isLoad = (workload: string): workload is keyof typeof loads => workload in DRIVER_NAMES;

/** Operaton, built and driven by the harness that lies in a folder, with our loads. */
export function operaton(root: string, harness: string, limits: Limits, say: (text: string) => void): Contender {
  const build = makeBuildFolder(root, ENGINE);
  const tools = findTools(process.env);
  const withServer = async <T>(work: (server: OperatonServer) => Promise<T>): Promise<T> => {
    const server = await OperatonServer.prepare({ build, postgres: tools.postgres ?? '' });
    return tidiedUp(
      () => server.discard(),
      () => work(server),
    );
  };
  const started = <T>(work: (server: OperatonServer) => Promise<T>): Promise<T> =>
    withServer(async (server) => {
      say(`${ENGINE}: starting the server on an empty data folder`);
      await server.start();
      return work(server);
    });

  const measureLoads = (workload: keyof typeof loads): Promise<readonly Figures[]> =>
    started(async (server) => {
      const figures: Figures[] = [];
      for (const { concurrency, warmUp, count } of loadsOf(workload, limits)) {
        say(`${ENGINE}: ${workload}, ${concurrency} in flight, ${count} instances`);
        const load = [concurrency, count, warmUp].map(String);
        const measured = figuresOf(workload, await server.drive([DRIVER_NAMES[workload], ...load]));
        figures.push(workload === 'timers' ? await restarted(server, measured) : measured);
      }
      return figures;
    });

  const restarted = async (server: OperatonServer, created: Figures): Promise<Figures> => {
    say(`${ENGINE}: timers, killing everything and starting again`);
    await server.kill();
    const since = String(Date.now() / 1_000);
    await server.launch();
    return withRestart(created, await server.drive(['first', since, 'restart after kill -9'], { BENCH_AS: 'idle' }));
  };

  const measureStartup = (): Promise<readonly Figures[]> =>
    withServer(async (server) => {
      const startOnce = async (what: string) => {
        say(`${ENGINE}: startup, ${what}`);
        const since = String(Date.now() / 1_000);
        await server.launch();
        return server.drive(['first', since, what]);
      };
      const cold = await startOnce('empty data folder');
      await server.stop();
      return [startupOf(cold, await startOnce('second start'))];
    });

  return {
    engine: ENGINE,
    async prepare() {
      const absent = NEEDED.filter((file) => !existsSync(join(harness, file)));
      if (absent.length > 0) throw new Error(`${harness} holds no harness of ${ENGINE}: ${absent.join(', ')} missing.`);
      const missing = missingTools(tools);
      if (missing.length > 0) throw new Error(`${ENGINE} cannot be run here:\n  ${missing.join('\n  ')}`);
      await ensureBuilt(harness, build, say);
    },
    measure(workload) {
      if (workload === 'startup') return measureStartup();
      return isLoad(workload) ? measureLoads(workload) : undefined;
    },
  };
}

/** Builds with the harness's own script, unless it was built from the same files before. */
async function ensureBuilt(harness: string, build: string, say: (text: string) => void): Promise<void> {
  const stamp = join(build, STAMP);
  const digest = digestOf(harness);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return;
  say(`building ${ENGINE} and its driver in ${build}; the first time Maven fetches what it needs`);
  await runProgram('bash', [join(harness, 'setup.sh'), build], { say });
  writeFileSync(stamp, digest);
}

/** Of the names and the content of all files below a folder. */
function digestOf(folder: string): string {
  const hash = createHash('sha256');
  for (const name of (readdirSync(folder, { recursive: true }) as string[]).sort()) {
    const path = join(folder, name);
    if (statSync(path).isFile()) hash.update(`${relative(folder, path)}\n`).update(readFileSync(path));
  }
  return hash.digest('hex');
}
