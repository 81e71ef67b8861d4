import type { PersistentClient } from './persistent-client.js';

/** What was acknowledged, by kind, and how much came too late (404, 409). */
export interface Acknowledged {
  starts: number;
  /** Keys of the jobs whose completion was answered with 204. */
  readonly jobs: Set<string>;
  /** Keys of the user tasks whose completion was answered with 204. */
  readonly tasks: Set<string>;
  /** Message ids. */
  readonly messages: Set<string>;
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
    const publish = async (name: string, time = 'once'): Promise<void> => {
      const messageId = `${name}-${id}-${time}`;
      const { status } = await client.call('/v2/messages/publication', {
        name,
        correlationKey: id,
        messageId,
        timeToLive: 600_000,
        variables: { from: name },
      });
      // 409: an earlier try had arrived.
      if (status === 200 || status === 409) told.messages.add(messageId);
    };
    const early = process === 'wait' && i % 2 === 0;
    if (early) await publish('answer');
    const started = await client.call('/v2/process-instances', {
      processDefinitionId: process,
      businessId: id,
      variables: { id, items: [1, 2, 3] },
    });
    if (started.status === 200 || started.status === 409) told.starts += 1;
    // Once more after an early one: a start whose answer got lost is repeated, and finds one should the first have ended.
    if (process === 'wait') await publish('answer', early ? 'again' : 'once');
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
  const acknowledged: Acknowledged = { starts: 0, jobs: new Set(), tasks: new Set(), messages: new Set(), late: 0 };
  let stopped = false;

  const note = (status: number, kind: 'jobs' | 'tasks', key: string): void => {
    if (status === 204) acknowledged[kind].add(key);
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
          for (const { status } of told) note(status, 'jobs', jobKey);
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
          note(status, 'tasks', userTaskKey);
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
