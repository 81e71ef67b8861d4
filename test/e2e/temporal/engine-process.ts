import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { builtProgram } from '../../../embedded/bootstrap/programs.mjs';

const root = join(import.meta.dirname, '../../..');
/** What the program is made of. */
const sources = [
  'json',
  'feel',
  'bpmn',
  'regulations',
  'mime',
  'workflows',
  'engine',
  'desk',
  'activities',
  'worker',
  'mail',
  'test/e2e',
];

/** Where an engine process works. */
export interface EngineOptions {
  readonly databaseUrl: string;
  readonly temporalAddress: string;
  readonly taskQueue: string;
  /** Path of the workflow bundle. */
  readonly bundle: string;
}

/** What an engine process tells: it is ready, or has stepped an instance for its workflow. */
export type EngineNews =
  { readonly news: 'ready' } | { readonly news: 'advanced'; readonly instance: string; readonly told: number };

/** What an engine process is told: to kill itself once each of these workflows has had an instance stepped. */
export interface EngineOrder {
  readonly dieAfterAdvancing: readonly string[];
}

/** A worker in a process of its own. */
export class EngineProcess {
  readonly #child: ChildProcess;
  /** How many answers of activities each step for a workflow was told, by instance. */
  readonly advanced = new Map<string, number[]>();
  /** Resolves when it has ended. */
  readonly ended: Promise<unknown>;
  #printed = '';

  private constructor(program: string, options: EngineOptions) {
    this.#child = fork(program, [JSON.stringify(options)], {
      execArgv: ['--enable-source-maps'],
      env: { ...process.env, NODE_OPTIONS: '' },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.ended = once(this.#child, 'exit');
    for (const stream of [this.#child.stdout!, this.#child.stderr!]) {
      stream.on('data', (chunk: Buffer) => (this.#printed += chunk.toString()));
    }
    this.#child.on('message', (news: EngineNews) => {
      if (news.news === 'advanced')
        this.advanced.set(news.instance, [...(this.advanced.get(news.instance) ?? []), news.told]);
    });
  }

  /** @throws with what it printed when it ends before it is ready */
  static async start(options: EngineOptions): Promise<EngineProcess> {
    const engine = new EngineProcess(await builtProgram(root, 'test/e2e/temporal/engine-program.ts', sources), options);
    const failed = engine.ended.then(() => Promise.reject(new Error(`the engine ended:\n${engine.printed}`)));
    await Promise.race([once(engine.#child, 'message'), failed]);
    failed.catch(() => undefined);
    return engine;
  }

  /** Everything that it has printed. */
  get printed(): string {
    return this.#printed;
  }

  dieAfterAdvancing(instances: readonly bigint[]): void {
    this.#child.send({ dieAfterAdvancing: instances.map(String) } satisfies EngineOrder);
  }

  /** Ends it at once, without a chance to clean up. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.ended;
  }
}
