import type { Variables } from '../../bpmn/index.js';
import { processInstanceKey, type Answer } from '../../engine/index.js';
import type { Store } from '../../desk/index.js';
import { until } from '../../engine/test-support/until.js';

/** What a recording does to its instance, command by command. @throws when one is not applied */
export interface Play {
  /** Completes a job of a type, once there is one. */
  complete(type: string, variables?: Variables): Promise<void>;
  throwError(type: string, code: string): Promise<void>;
  /** Completes the oldest task of an element, once there is one. */
  completeTask(element: string): Promise<void>;
  publish(name: string, correlationKey: string, variables?: Variables): Promise<void>;
  setVariables(variables: Variables): Promise<void>;
  cancel(): Promise<void>;
}

/** Commands on one instance of a running engine. */
export function playOn(store: Store, instance: bigint): Play {
  const { engine, prisma } = store;
  const applied = async (answer: Promise<Answer>): Promise<void> => {
    const told = await answer;
    if (told.answer !== 'applied') throw new Error(`not applied but ${JSON.stringify(told)}`);
  };
  /** Waits for something to be there. */
  const found = async <T>(look: () => Promise<T | null | undefined>, what: string): Promise<T> => {
    let thing: T | null | undefined;
    await until(async () => (thing = await look()) !== null && thing !== undefined, 20_000, what);
    return thing!;
  };
  const job = (type: string) =>
    found(
      async () => (await engine.activateJobs({ type, worker: 'play', timeout: 60_000, maxJobs: 1 }))[0],
      `a job ${type}`,
    );
  return {
    complete: async (type, variables = {}) => applied(engine.completeJob((await job(type)).key, variables)),
    throwError: async (type, code) =>
      applied(engine.throwJobError((await job(type)).key, { code, message: code, variables: {} })),
    async completeTask(elementId) {
      const where = { elementId, state: 'open' };
      const task = await found(
        () => prisma.userTask.findFirst({ where, orderBy: { key: 'asc' } }),
        `a task ${elementId}`,
      );
      await applied(engine.completeTask(task.key, {}));
    },
    async publish(name, correlationKey, variables = {}) {
      await engine.publish({ name, correlationKey, variables, timeToLive: 60_000 });
    },
    setVariables: (variables) => applied(engine.setVariables(processInstanceKey(instance), variables, true)),
    cancel: () => applied(engine.cancel(processInstanceKey(instance))),
  };
}
