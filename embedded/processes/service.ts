import { setTimeout as delay } from 'node:timers/promises';
import { Problem } from '../bootstrap/problem.mjs';
import { duration } from '../bootstrap/progress.mjs';
import { PROVEN_MS, restartDelay } from './backoff.js';
import { Child, type Command } from './child.js';
import type { ProcessRecords } from './records.js';
import { RotatingLog } from './rotating-log.js';
import type { StopStep } from './stop-process.js';

const START_LIMIT_MS = 60_000;
const ATTEMPTS_TO_START = 3;
const LINES_SHOWN = 15;
const STOPPED = 'was stopped';

export interface ServiceSpec {
  /** Names the process to people; also its log file and its record. */
  readonly name: string;
  /** Asked before every start. */
  readonly command: () => Command | Promise<Command>;
  /** Resolves when the process does its work; `signal` is aborted when there is nothing to wait for any more. */
  readonly ready: (child: Child, signal: AbortSignal) => Promise<void>;
  readonly stop: readonly StopStep[];
}

/** What a service needs from its surroundings. */
export interface ServiceContext {
  readonly logFolder: string;
  readonly records: ProcessRecords;
  /** Tells people what happens to a service after its start. */
  readonly notice: (text: string) => void;
}

/** A process that is kept running: started again whenever it ends, with growing pauses, until it is told to stop. */
export class Service {
  readonly #spec: ServiceSpec;
  readonly #context: ServiceContext;
  readonly #log: RotatingLog;
  readonly #stopping = new AbortController();
  #child: Child | undefined;
  #started: Promise<void> = Promise.resolve();
  #kept: Promise<void> = Promise.resolve();

  constructor(spec: ServiceSpec, context: ServiceContext) {
    this.#spec = spec;
    this.#context = context;
    this.#log = new RotatingLog(`${context.logFolder}/${spec.name}.log`);
  }

  get name(): string {
    return this.#spec.name;
  }

  /**
   * Starts it for the first time; resolves when it is ready.
   *
   * @throws {Problem} with the end of its log when it ends three times before that or is not ready after 60 s
   */
  start(): Promise<void> {
    this.#started = this.#start();
    return this.#started;
  }

  async #start(): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      const failure = await this.#bringUp();
      if (failure === undefined) break;
      if (this.#stopping.signal.aborted) throw new Problem(`${this.name} was stopped while it started`);
      if (attempt === ATTEMPTS_TO_START) throw this.#problem(failure);
      await this.#pause(restartDelay(attempt));
    }
    this.#kept = this.#keepRunning();
  }

  /** Stops it for good, also while it is being started; resolves when it has ended. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#child?.stop(this.#spec.stop);
    await this.#started.catch(() => undefined);
    await this.#kept;
    this.#context.records.remove(this.name);
    this.#log.close();
  }

  /** Ends it at once, without a chance to clean up. */
  kill(): void {
    this.#stopping.abort();
    this.#child?.kill();
  }

  async #keepRunning(): Promise<void> {
    let failures = 0;
    for (;;) {
      const since = performance.now();
      const how = await this.#child?.ended;
      if (this.#stopping.signal.aborted) return;
      if (performance.now() - since > PROVEN_MS) failures = 0;
      let failure: string | undefined = `ended (${how ?? 'never started'})`;
      while (failure !== undefined) {
        const pauseMs = restartDelay(++failures);
        this.#context.notice(`${this.name} ${failure}, starting it again in ${duration(pauseMs)}`);
        await this.#pause(pauseMs);
        failure = await this.#bringUp();
        if (this.#stopping.signal.aborted) return;
      }
      this.#context.notice(`${this.name} is ready again`);
    }
  }

  /** Starts the process and waits until it is ready; else resolves with what went wrong, when it has ended. */
  async #bringUp(): Promise<string | undefined> {
    if (this.#stopping.signal.aborted) return STOPPED;
    let child: Child;
    try {
      const command = await this.#spec.command();
      if (this.#stopping.signal.aborted) return STOPPED;
      child = await Child.start(command, this.#log);
    } catch (error) {
      return `could not be started (${(error as Error).message})`;
    }
    this.#child = child;
    this.#record(child.pid);
    if (this.#stopping.signal.aborted) {
      await child.stop(this.#spec.stop);
      return STOPPED;
    }

    const over = new AbortController();
    const late = AbortSignal.timeout(START_LIMIT_MS);
    const signal = AbortSignal.any([over.signal, late, this.#stopping.signal]);
    const failure = await Promise.race([
      this.#spec.ready(child, signal).then(
        () => undefined,
        (error: unknown) => (error as Error).message,
      ),
      child.ended.then((how) => `ended (${how})`),
    ]);
    over.abort();
    if (failure === undefined) return undefined;
    await child.stop(this.#spec.stop);
    return late.aborted ? `was not ready after ${duration(START_LIMIT_MS)}` : failure;
  }

  /** Only a later start after a kill of ours needs the record: a full disk must not keep the process from running. */
  #record(pid: number): void {
    try {
      this.#context.records.write(this.name, pid);
    } catch (error) {
      this.#context.notice(`${this.name} runs without a record (${(error as Error).message})`);
    }
  }

  async #pause(ms: number): Promise<void> {
    await delay(ms, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
  }

  #problem(failure: string): Problem {
    return new Problem(`${this.name} ${failure}. The end of ${this.#log.path}:\n${this.#log.tail(LINES_SHOWN)}`);
  }
}
