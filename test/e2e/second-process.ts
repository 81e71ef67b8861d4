import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { ProductProcess } from './product-process.js';

const root = join(import.meta.dirname, '../..');

/** A process beside those of the product. */
export interface SecondProcess {
  runs(): boolean;
  /** SIGKILL; it is started again. */
  kill(): boolean;
  stop(): Promise<void>;
}

/** Keeps a second worker or API running (`npm run worker`, `npm run api`), started again whenever it ends. */
function keepRunning(program: string, product: ProductProcess, env: NodeJS.ProcessEnv): SecondProcess {
  let child: ChildProcess | undefined;
  let stopping = false;
  const run = async (): Promise<void> => {
    while (!stopping) {
      const { databaseUrl, temporalAddress } = product.addresses();
      child = spawn(process.execPath, [join(root, `dist/${program}.js`)], {
        cwd: root,
        stdio: 'ignore',
        env: {
          ...process.env,
          NODE_OPTIONS: '',
          DATABASE_URL: databaseUrl,
          TEMPORAL_ADDRESS: temporalAddress,
          LOG_LEVEL: 'error',
          ...env,
        },
      });
      await once(child, 'exit');
    }
  };
  const running = run();
  return {
    runs: () => child !== undefined && child.exitCode === null && child.signalCode === null,
    kill: () => child?.kill('SIGKILL') ?? false,
    async stop() {
      stopping = true;
      child?.kill('SIGKILL');
      await running;
    },
  };
}

export const startSecondWorker = (product: ProductProcess): SecondProcess => keepRunning('worker', product, {});

/** `port`: where it listens. */
export const startSecondApi = (product: ProductProcess, port: number): SecondProcess =>
  keepRunning('api', product, { PORT: String(port), REGLAMENT_ADMIN_PASSWORD: product.password });
