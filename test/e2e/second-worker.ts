import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { ProductProcess } from './product-process.js';

const root = join(import.meta.dirname, '../..');

/** A worker beside that of the product. */
export interface SecondWorker {
  stop(): Promise<void>;
}

/** Keeps a second worker running (`npm run worker`), started again whenever it ends. */
export function startSecondWorker(product: ProductProcess): SecondWorker {
  let child: ChildProcess | undefined;
  let stopping = false;
  const run = async (): Promise<void> => {
    while (!stopping) {
      const { databaseUrl, temporalAddress } = product.addresses();
      child = spawn(process.execPath, [join(root, 'dist/worker.js')], {
        cwd: root,
        stdio: 'ignore',
        env: {
          ...process.env,
          NODE_OPTIONS: '',
          DATABASE_URL: databaseUrl,
          TEMPORAL_ADDRESS: temporalAddress,
          LOG_LEVEL: 'error',
        },
      });
      await once(child, 'exit');
    }
  };
  const running = run();
  return {
    async stop() {
      stopping = true;
      child?.kill('SIGKILL');
      await running;
    },
  };
}
