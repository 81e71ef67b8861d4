import { setTimeout as delay } from 'node:timers/promises';
import { NativeConnection, Worker } from '@temporalio/worker';
import pg from 'pg';
import { build } from '../../embedded/build/build.js';
import { startProductProcess } from '../e2e/product-process.js';
import { assertSound, root, verify, withEmptyDatabase } from './check.js';
import { readExpected, type Ending, type Expected, type InFlight, type Step } from './expected.js';
import { loadDump } from './load.js';
import { ROBOTS, SHY } from './models.js';
import { callAs, type Call } from './world.js';

const HOUR = 3_600_000;
/** Nothing has moved for so long: it does not go on by itself. */
const PATIENCE_MS = 30_000;

type Say = (text: string) => void;

/** An instance on its way to its end. */
interface Driven {
  readonly key: string;
  readonly instance: Pick<InFlight, 'process' | 'waits' | 'ends'> & Partial<InFlight>;
  readonly steps: Step[];
  /** How often the step in front has been done. */
  times: number;
}

/**
 * Brings every instance of the dump to its end as `expected.json` says, and what comes after them. The product's clock has
 * to be in test mode and to stand at `expected.recordedAt` or later; own activities need a worker (`startWorkers`).
 */
export class Driver {
  readonly #call: Call;
  readonly #expected: Expected;
  readonly #driven = new Map<string, Driven>();
  readonly #over: Driven[] = [];
  #now: number;

  constructor(call: Call, expected: Expected, now: Date) {
    this.#call = call;
    this.#expected = expected;
    this.#now = now.getTime();
    for (const instance of expected.instances) this.#add(instance.key, instance, instance.finish);
  }

  #add(key: string, instance: Driven['instance'], steps: readonly Step[]): void {
    this.#driven.set(key, { key, instance, steps: [...steps], times: 0 });
  }

  /** @returns how many have ended, by process and state. @throws when one does not, or not as it should */
  async run(): Promise<Record<string, number>> {
    let since = Date.now();
    while (this.#driven.size > 0) {
      let moved = await this.#findLater();
      for (const driven of [...this.#driven.values()]) moved = (await this.#advance(driven)) || moved;
      if (moved) since = Date.now();
      else if (!(await this.#letTimePass())) {
        if (Date.now() - since > PATIENCE_MS) throw new Error(`these do not go on:\n${this.#standing()}`);
        await delay(100);
      } else since = Date.now();
    }
    const counts: Record<string, number> = {};
    for (const { instance } of this.#over) {
      const name = `${instance.process} ${instance.ends}`;
      counts[name] = (counts[name] ?? 0) + 1;
    }
    return counts;
  }

  async #search<Item>(what: string, filter: object): Promise<readonly Item[]> {
    const { status, body } = await this.#call('POST', `/v2/${what}/search`, { filter, page: { limit: 1_000 } });
    if (status !== 200) throw new Error(`search of ${what}: ${JSON.stringify(body)}`);
    return body['items'] as readonly Item[];
  }

  /** Instances that were opened meanwhile. */
  async #findLater(): Promise<boolean> {
    let found = false;
    const known = new Set([...this.#driven.keys(), ...this.#over.map(({ key }) => key)]);
    const active = await this.#search<{ processInstanceKey: string; processDefinitionId: string }>(
      'process-instances',
      {
        state: 'ACTIVE',
      },
    );
    for (const { processInstanceKey: key, processDefinitionId: process } of active) {
      if (known.has(key)) continue;
      const steps = this.#expected.later[process];
      if (steps === undefined) throw new Error(`instance ${key} of ${process} comes from nowhere`);
      this.#add(key, { process, waits: [], ends: 'completed' }, steps);
      found = true;
    }
    return found;
  }

  /** Takes the next step of an instance if it can be taken now. */
  async #advance(driven: Driven): Promise<boolean> {
    const step = driven.steps[0];
    if (step === undefined) return this.#end(driven);
    if (!(await this.#take(driven, step))) return false;
    driven.times += 1;
    if ('times' in step && driven.times < (step.times ?? 1)) return true;
    driven.steps.shift();
    driven.times = 0;
    return true;
  }

  async #end(driven: Driven): Promise<boolean> {
    const { key, instance } = driven;
    const { body } = await this.#call('GET', `/v2/process-instances/${key}`);
    if (body['state'] === 'ACTIVE') return false;
    const state = (body['state'] as string).toLowerCase() as Ending;
    if (state !== instance.ends) throw new Error(`${this.#nameOf(driven)} is ${state}, not ${instance.ends}`);
    if (instance.leaves) {
      const variables = await this.#search<{ name: string; value: string; scopeKey: string }>('variables', {
        processInstanceKey: key,
      });
      for (const [name, value] of Object.entries(instance.leaves)) {
        const found = variables.find((variable) => variable.name === name && variable.scopeKey === key)?.value;
        if (found !== JSON.stringify(value)) throw new Error(`${this.#nameOf(driven)} leaves ${name} = ${found}`);
      }
    }
    this.#driven.delete(key);
    this.#over.push(driven);
    return true;
  }

  async #take({ key, instance }: Driven, step: Step): Promise<boolean> {
    const of = { processInstanceKey: key };
    switch (step.do) {
      case 'job': {
        const jobs = await this.#search<{ jobKey: string; endTime: string | null }>('jobs', { ...of, type: step.type });
        const open = jobs.find(({ endTime }) => endTime === null);
        return this.#done('POST', open && `/v2/jobs/${open.jobKey}/completion`, { variables: step.variables ?? {} });
      }
      case 'task': {
        const filter = { ...of, elementId: step.element, state: 'CREATED' };
        const [task] = await this.#search<{ userTaskKey: string }>('user-tasks', filter);
        const path = task && `/v2/user-tasks/${task.userTaskKey}/completion`;
        return this.#done('POST', path, { variables: step.variables ?? {} });
      }
      case 'message': {
        const filter = { ...of, messageName: step.name, messageSubscriptionState: 'CREATED' };
        if ((await this.#search('message-subscriptions', filter)).length === 0) return false;
        const { name, key: correlationKey, variables } = step;
        return this.#done('POST', '/v2/messages/publication', { name, correlationKey, variables });
      }
      case 'timer': {
        const due = instance.waits.find((wait) => wait.for === 'timer' && wait.element === step.element)?.due;
        if (due === undefined) throw new Error(`${key} has no timer ${step.element}`);
        return Date.parse(due) <= this.#now;
      }
      case 'incident': {
        const [incident] = await this.#search<{ incidentKey: string; errorType: string; jobKey: string | null }>(
          'incidents',
          { ...of, state: 'ACTIVE' },
        );
        if (incident === undefined) return false;
        const { incidentKey, jobKey } = incident;
        if (
          step.variables &&
          !(await this.#done('PUT', `/v2/element-instances/${key}/variables`, { variables: step.variables }))
        )
          return false;
        if (step.retries !== undefined && jobKey !== null) {
          const changeset = { retries: step.retries };
          if (!(await this.#done('PATCH', `/v2/jobs/${jobKey}`, { changeset }))) return false;
        }
        return this.#done('POST', `/v2/incidents/${incidentKey}/resolution`, {});
      }
      case 'reply': {
        const filter = { ...of, messageName: 'customer-reply', messageSubscriptionState: 'CREATED' };
        if ((await this.#search('message-subscriptions', filter)).length === 0) return false;
        const body = { text: step.text, fromRequester: true };
        return this.#done('POST', `/api/tickets/${step.ticketId}/comments`, body);
      }
      case 'cancel':
        return this.#done('POST', `/v2/process-instances/${key}/cancellation`, {});
      case 'activity':
      case 'children':
        return true;
    }
  }

  /** Sends a command; false when it is too early for it, or too late. */
  async #done(method: string, path: string | undefined, body: unknown): Promise<boolean> {
    if (path === undefined) return false;
    const { status, body: told } = await this.#call(method, path, body);
    if (status < 300) return true;
    if (status === 404 || status === 409 || status === 503) return false;
    throw new Error(`${method} ${path}: ${status} ${JSON.stringify(told)}`);
  }

  /** Moves the clock to the next instant that something waits for; false when nothing does. */
  async #letTimePass(): Promise<boolean> {
    const dues = [...this.#driven.values()].flatMap(({ instance, steps: [step] }) =>
      step?.do === 'timer'
        ? instance.waits.flatMap((wait) => (wait.element === step.element && wait.due ? [Date.parse(wait.due)] : []))
        : [],
    );
    const next = Math.min(...dues.filter((due) => due > this.#now));
    if (!Number.isFinite(next)) return false;
    this.#now = Math.max(next, this.#now + HOUR);
    const { status, body } = await this.#call('PUT', '/v2/clock', { timestamp: this.#now });
    if (status >= 300) throw new Error(`the clock: ${status} ${JSON.stringify(body)}`);
    return true;
  }

  #nameOf({ key, instance }: Driven): string {
    return `${instance.id ?? key} of ${instance.process} (${instance.what ?? 'opened later'})`;
  }

  #standing(): string {
    const lines = [...this.#driven.values()].map(
      (driven) => `${this.#nameOf(driven)}: ${JSON.stringify(driven.steps[0] ?? 'its end')}`,
    );
    return lines.join('\n');
  }
}

/** The Temporal workers that own activities of the dump wait for. */
export async function startWorkers(address: string): Promise<() => Promise<void>> {
  const connection = await NativeConnection.connect({ address });
  const greet = () => Promise.resolve({ greeting: 'hello' });
  const workers = await Promise.all([
    Worker.create({ connection, taskQueue: ROBOTS, activities: { greet } }),
    Worker.create({ connection, taskQueue: SHY, activities: { dare: greet } }),
  ]);
  const running = Promise.all(workers.map((worker) => worker.run()));
  return async () => {
    for (const worker of workers) worker.shutdown();
    await running;
    await connection.close();
  };
}

/**
 * Tries `expected.json` on the version that it was recorded with: loads the dump, starts the product on it with a Temporal
 * server that knows nothing, and brings everything to its end.
 */
export async function driveDump(say: Say): Promise<void> {
  const expected = readExpected();
  await build(root);
  await withEmptyDatabase(async ({ url }) => {
    const at = new Date(expected.recordedAt);
    await loadDump(url, { at });
    const product = await startProductProcess({ DATABASE_URL: url, REGLAMENT_TEST_CLOCK: '1' });
    try {
      const temporal = product.addresses().temporalAddress;
      const stopWorkers = await startWorkers(temporal);
      const { stranded } = await verify(url, temporal, '--repair');
      say(`${stranded.length} workflows were started anew`);
      const since = performance.now();
      const counts = await new Driver(callAs(product.url, product.password), expected, at).run();
      await stopWorkers();
      const ended = Object.values(counts).reduce((sum, count) => sum + count, 0);
      say(`${ended} came to their end in ${((performance.now() - since) / 1_000).toFixed(0)} s`);
      console.log(JSON.stringify(counts, null, 2));
      const verification = await verify(url, temporal);
      assertSound(verification);
      const db = new pg.Client({ connectionString: url });
      await db.connect();
      const { rows } = await db.query<{ left: number }>(
        `select (select count(*) from process_instances where status = 'active')::int + (select count(*) from starts)::int
           + (select count(*) from incoming_mail where state = 'received')::int as left`,
      );
      await db.end();
      if (rows[0]!.left > 0) throw new Error(`${rows[0]!.left} instances, starts or mails are left`);
      say(`verify: ${verification.instances} instances, ${verification.openInputs} inputs open, 0 faults`);
    } finally {
      await product.stop();
    }
  });
}
