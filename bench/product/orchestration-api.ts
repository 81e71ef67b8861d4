import { jsonClient, type Reply } from './http.js';

/** A job as a worker gets it; only what is used. */
export interface Job {
  readonly jobKey: string;
  readonly processInstanceKey: string;
}

/** The part of `/v2` that the workloads need, as an outside client calls it. Rejects when the API says no. */
export interface OrchestrationApi {
  deploy(name: string, xml: string): Promise<void>;
  /** Answers the key of the instance. */
  start(processId: string, variables: Readonly<Record<string, unknown>>): Promise<string>;
  /** Starts an instance and waits for its end. */
  run(processId: string, variables: Readonly<Record<string, unknown>>): Promise<void>;
  /** Waits for jobs up to `waitMs`; answers none when there are none. */
  activate(type: string, most: number, waitMs: number): Promise<readonly Job[]>;
  completeJob(jobKey: string): Promise<void>;
  /** Key of the open task of an instance, if it is there. */
  openTaskOf(instanceKey: string): Promise<string | undefined>;
  completeTask(taskKey: string): Promise<void>;
  hasEnded(instanceKey: string): Promise<boolean>;
  hasIncident(instanceKey: string): Promise<boolean>;
  /** How many instances of a process are in a state. */
  count(processId: string, state: 'ACTIVE' | 'COMPLETED'): Promise<number>;
}

/** How long an activated job is locked, ms: no job of these workloads runs into it. */
const LOCK = 600_000;

/** How long the end of an instance is awaited, ms. */
const LONGEST_RUN = 120_000;

/** Largest page of a search. */
const LARGEST_PAGE = 10_000;

/** Results of a search; only what is used. */
interface Found {
  readonly items: readonly unknown[];
  readonly page: {
    readonly totalItems: number;
    readonly hasMoreTotalItems?: boolean;
    readonly endCursor?: string | null;
  };
}

/** Connects to the API under an address. */
export function orchestrationApi(address: string, apiKey: string): OrchestrationApi {
  const send = jsonClient(address, apiKey);
  const ask = async (path: string, body: unknown): Promise<Record<string, unknown>> =>
    expectDone(await send('POST', `/v2/${path}`, body), path);
  const instance = async (key: string): Promise<Record<string, unknown>> => {
    const path = `process-instances/${key}`;
    return expectDone(await send('GET', `/v2/${path}`), path);
  };
  const items = async (path: string, body: unknown): Promise<readonly Record<string, string>[]> =>
    (await ask(path, body))['items'] as readonly Record<string, string>[];
  return {
    async deploy(name, xml) {
      const form = new FormData();
      form.append('resources', new Blob([xml], { type: 'text/xml' }), name);
      const headers = { authorization: `Bearer ${apiKey}` };
      const reply = await fetch(`${address}/v2/deployments`, { method: 'POST', headers, body: form });
      expectDone({ status: reply.status, body: await reply.json() }, 'deployments');
    },
    async start(processDefinitionId, variables) {
      const { processInstanceKey } = await ask('process-instances', { processDefinitionId, variables });
      return processInstanceKey as string;
    },
    async run(processDefinitionId, variables) {
      const wait = { awaitCompletion: true, requestTimeout: LONGEST_RUN };
      await ask('process-instances', { processDefinitionId, variables, ...wait });
    },
    async activate(type, maxJobsToActivate, waitMs) {
      // Workers take the variables that they use, not all: here the item of a loop.
      const fetchVariable = ['item'];
      const body = { type, worker: 'bench', timeout: LOCK, maxJobsToActivate, requestTimeout: waitMs, fetchVariable };
      return (await ask('jobs/activation', body))['jobs'] as readonly Job[];
    },
    async completeJob(jobKey) {
      await ask(`jobs/${jobKey}/completion`, {});
    },
    async openTaskOf(processInstanceKey) {
      const [task] = await items('user-tasks/search', { filter: { processInstanceKey, state: 'CREATED' } });
      return task?.['userTaskKey'];
    },
    async completeTask(taskKey) {
      await ask(`user-tasks/${taskKey}/completion`, {});
    },
    async hasEnded(instanceKey) {
      return (await instance(instanceKey))['state'] === 'COMPLETED';
    },
    async hasIncident(instanceKey) {
      return (await instance(instanceKey))['hasIncident'] === true;
    },
    async count(processDefinitionId, state) {
      const search = async (page: Readonly<Record<string, unknown>>) =>
        (await ask('process-instances/search', { filter: { processDefinitionId, state }, page })) as unknown as Found;
      const first = await search({ limit: 1 });
      if (!first.page.hasMoreTotalItems) return first.page.totalItems;
      // Totals are told up to a limit; beyond it there is only counting.
      let counted = 0;
      for (let after: string | undefined; ;) {
        const { items: found, page } = await search({ limit: LARGEST_PAGE, ...(after !== undefined && { after }) });
        counted += found.length;
        if (found.length < LARGEST_PAGE || page.endCursor == null) return counted;
        after = page.endCursor;
      }
    },
  };
}

function expectDone({ status, body }: Reply, path: string): Record<string, unknown> {
  if (status >= 200 && status < 300) return (body ?? {}) as Record<string, unknown>;
  throw new Error(`${path} answered ${status}: ${JSON.stringify(body)}`);
}
