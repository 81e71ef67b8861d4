import type { PersistentClient } from './persistent-client.js';

/** How many commands were acknowledged, by kind, and how many came too late (404, 409). */
export interface Acknowledged {
  starts: number;
  jobs: number;
  tasks: number;
  messages: number;
  late: number;
}

export interface Load {
  readonly acknowledged: Acknowledged;
  /** Resolves when `count` instances have been started and their messages published. */
  readonly started: Promise<void>;
  /** Ends the workers. */
  stop(): Promise<void>;
}

interface Job {
  readonly jobKey: string;
}
interface Task {
  readonly userTaskKey: string;
}

const PROCESSES = ['race', 'wait', 'family'] as const;

/** Starts instances of all processes, a message to each that awaits one, before or after it does. */
async function startInstances(client: PersistentClient, count: number, told: Acknowledged): Promise<void> {
  const one = async (i: number): Promise<void> => {
    const id = `chaos-${i}`;
    const process = PROCESSES[i % PROCESSES.length]!;
    const publish = async (name: string): Promise<void> => {
      const { status } = await client.call('/v2/messages/publication', {
        name,
        correlationKey: id,
        messageId: `${name}-${id}`,
        timeToLive: 600_000,
        variables: { from: name },
      });
      // 409: an earlier try had arrived.
      if (status === 200 || status === 409) told.messages += 1;
    };
    const early = process === 'wait' && i % 2 === 0;
    if (early) await publish('answer');
    const started = await client.call('/v2/process-instances', {
      processDefinitionId: process,
      businessId: id,
      variables: { id, items: [1, 2, 3] },
    });
    if (started.status === 200 || started.status === 409) told.starts += 1;
    if (process === 'wait' && !early) await publish('answer');
    if (process === 'family' && i % 4 === 0) await publish('withdraw');
  };
  const waiting = Array.from({ length: count }, (_, i) => i);
  const lane = async (): Promise<void> => {
    for (let i = waiting.shift(); i !== undefined; i = waiting.shift()) await one(i);
  };
  await Promise.all(Array.from({ length: 6 }, lane));
}

/** Workers and people for all processes, and the instances for them. */
export function startLoad(client: PersistentClient, count: number): Load {
  const acknowledged: Acknowledged = { starts: 0, jobs: 0, tasks: 0, messages: 0, late: 0 };
  let stopped = false;

  const count1 = (status: number, kind: 'jobs' | 'tasks'): void => {
    if (status === 204) acknowledged[kind] += 1;
    else acknowledged.late += 1;
  };

  const work = async (type: string): Promise<void> => {
    while (!stopped) {
      const activated = await client.attempt('/v2/jobs/activation', {
        type,
        worker: 'chaos',
        timeout: 5_000,
        maxJobsToActivate: 10,
        requestTimeout: 1_000,
      });
      const jobs = (activated?.body as { jobs?: readonly Job[] } | undefined)?.jobs ?? [];
      await Promise.all(
        jobs.map(async ({ jobKey }, i) => {
          // Some answers are given twice at once.
          const answers = i % 5 === 0 ? 2 : 1;
          const told = await Promise.all(
            Array.from({ length: answers }, () =>
              client.call(`/v2/jobs/${jobKey}/completion`, { variables: { done: true } }),
            ),
          );
          for (const { status } of told) count1(status, 'jobs');
        }),
      );
      if (activated === undefined) await new Promise((resolve) => setTimeout(resolve, 100));
    }
  };

  const people = async (): Promise<void> => {
    while (!stopped) {
      const found = await client.attempt('/v2/user-tasks/search', {
        filter: { state: 'CREATED' },
        page: { limit: 20 },
      });
      const tasks = (found?.body as { items?: readonly Task[] } | undefined)?.items ?? [];
      await Promise.all(
        tasks.map(async ({ userTaskKey }) => {
          const { status } = await client.call(`/v2/user-tasks/${userTaskKey}/completion`, {
            variables: { checked: true },
          });
          count1(status, 'tasks');
        }),
      );
      if (tasks.length === 0) await new Promise((resolve) => setTimeout(resolve, 100));
    }
  };

  const running = [work('race-work'), work('child-work'), people()];
  return {
    acknowledged,
    started: startInstances(client, count, acknowledged),
    async stop() {
      stopped = true;
      await Promise.all(running);
    },
  };
}
