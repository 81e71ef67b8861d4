import { NativeConnection, Worker } from '@temporalio/worker';

/** A Temporal worker of somebody else, for the task queue that a diagram names. */
export function startOwnActivityWorker(address: string): { stop(): Promise<void> } {
  let stopped = false;
  let current: Worker | undefined;
  const run = async (): Promise<void> => {
    while (!stopped) {
      try {
        const connection = await NativeConnection.connect({ address });
        current = await Worker.create({
          connection,
          taskQueue: 'chaos-own',
          activities: {
            double: (input: { variables: { items: number[] } }) =>
              Promise.resolve({ doubled: input.variables.items.map((n) => n * 2) }),
          },
        });
        await current.run();
        await connection.close();
      } catch {
        // Temporal is away: try again until it is back.
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
    }
  };
  const running = run();
  return {
    async stop() {
      stopped = true;
      if (current?.getState() === 'RUNNING') current.shutdown();
      await running;
    },
  };
}
