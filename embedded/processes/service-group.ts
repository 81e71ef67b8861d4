import { Problem } from '../bootstrap/problem.mjs';
import type { Service } from './service.js';

/** Services that belong together: stopped in an order that lets each finish what needs the others. */
export class ServiceGroup {
  readonly #stopOrder: readonly string[];
  readonly #services = new Map<string, Service>();
  #stopping = false;

  /** @param stopOrder names of the services, the first to be stopped first */
  constructor(stopOrder: readonly string[]) {
    this.#stopOrder = stopOrder;
  }

  /** Starts a service as one of the group. */
  async start(service: Service): Promise<void> {
    if (this.#stopping) throw new Problem(`${service.name} is not started, everything is being stopped`);
    this.#services.set(service.name, service);
    await service.start();
  }

  /** Stops all, one after the other. */
  async stop(): Promise<void> {
    this.#stopping = true;
    for (const name of this.#stopOrder) await this.#services.get(name)?.stop();
  }

  /** Ends all at once. */
  kill(): void {
    this.#stopping = true;
    for (const service of this.#services.values()) service.kill();
  }
}
