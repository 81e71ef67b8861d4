import type { Pool } from 'pg';
import { createFeelEvaluator } from '../../feel/index.js';
import { createKernel, type InstanceState, type Instant } from '../../bpmn/index.js';
import { Host } from '../../workflows/process-instance/host.js';
import type { EngineStore, CarriedInput, CommitAnswer, TimerBook } from '../index.js';

const kernel = createKernel({ evaluate: createFeelEvaluator() });

interface HeadRow {
  readonly hash: string;
  readonly head: {
    readonly state: string;
    readonly step: number;
    readonly consumed: number;
    readonly book: TimerBook;
    readonly pinnedAt: Instant | null;
  };
}

/**
 * Hosts instances in this process: does what relay and workflows do, without Temporal. Timers fire only when a test
 * says so, or by the test clock.
 */
export class Hosts {
  readonly #store: EngineStore;
  readonly #pool: Pool;
  #stopped = false;
  #running: Promise<void> | undefined;
  #wake: () => void = () => undefined;

  constructor(store: EngineStore, pool: Pool) {
    this.#store = store;
    this.#pool = pool;
  }

  /** A host that stands where the instance stands now, with nothing in its inbox. */
  async host(instance: bigint | string): Promise<Host> {
    const { rows } = await this.#pool.query<HeadRow>(
      'select hash, instance_head(number) as head from process_instances where number = $1',
      [instance],
    );
    const { hash, head } = rows[0]!;
    const { step, consumed, book, pinnedAt } = head;
    const state = JSON.parse(head.state) as InstanceState;
    const run = { instance: instance.toString(), state, host: { base: step, consumed, book, pinnedAt } };
    return new Host(kernel, await this.#store.definitions.document(hash), hash, run);
  }

  /** One round of a workflow's loop after another, as long as there is something to do. */
  async work(host: Host): Promise<readonly CommitAnswer[]> {
    const answers: CommitAnswer[] = [];
    while (host.active && host.ready) {
      const attempt = host.attempt(Date.now());
      const answer = await this.#store.commit(attempt.request);
      host.follow(attempt, answer);
      answers.push(answer);
    }
    return answers;
  }

  /** Opens what is to be started and takes all open inputs in, until nothing is left. */
  async drain(): Promise<void> {
    for (;;) {
      const { taken } = await this.#store.starts.take(20);
      const leased = await this.#store.outbox.lease(50);
      for (const { instance, inputs } of leased) await this.take(instance, inputs);
      await this.#store.outbox.sent(leased);
      if (taken + leased.length === 0) return;
    }
  }

  /** Takes inputs in for one instance. */
  async take(instance: bigint | string, inputs: readonly CarriedInput[]): Promise<readonly CommitAnswer[]> {
    const host = await this.host(instance);
    host.offer(inputs);
    return this.work(host);
  }

  /** Drains at every nudge until stopped. */
  run(): void {
    this.#store.onNudge(() => this.#wake());
    this.#running ??= this.#loop();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#wake();
    await this.#running;
  }

  async #loop(): Promise<void> {
    while (!this.#stopped) {
      let nudged = false;
      const nudge = new Promise<void>((resolve) => {
        const poll = setTimeout(resolve, 50);
        this.#wake = () => {
          nudged = true;
          clearTimeout(poll);
          resolve();
        };
      });
      await this.drain();
      if (!nudged && !this.#stopped) await nudge;
    }
  }
}
