import { processInstanceKey, type Answer } from '../../engine/index.js';
import type { Store } from '../../desk/index.js';
import { until } from '../../engine/test-support/until.js';

/** What a recording does to its instance, command by command. @throws when one is not applied */
export interface Play {
  /** Completes the oldest task of an element, once there is one. */
  completeTask(element: string): Promise<void>;
  /** Resolves the incident of an element, once there is one. */
  resolveIncident(element: string): Promise<void>;
  cancel(): Promise<void>;
}

/** Commands on one instance of a running engine. */
export function playOn(store: Store, instance: bigint): Play {
  const { engine, prisma } = store;
  const applied = async (answer: Promise<Answer>): Promise<void> => {
    const told = await answer;
    if (told.answer !== 'applied') throw new Error(`not applied but ${JSON.stringify(told)}`);
  };
  /** Waits for something to be there; answers its key. */
  const found = async (look: () => Promise<{ key: bigint } | null>, what: string): Promise<bigint> => {
    let thing: { key: bigint } | null = null;
    await until(async () => (thing = await look()) !== null, 20_000, what);
    return thing!['key'];
  };
  return {
    async completeTask(elementId) {
      const where = { instance, elementId, state: 'open' };
      const look = () => prisma.userTask.findFirst({ where, orderBy: { key: 'asc' } });
      await applied(engine.completeTask(await found(look, `a task ${elementId}`), {}));
    },
    async resolveIncident(elementId) {
      const look = () => prisma.incident.findFirst({ where: { instance, elementId, state: 'active' } });
      await applied(engine.resolveIncident(await found(look, `an incident of ${elementId}`)));
    },
    cancel: () => applied(engine.cancel(processInstanceKey(instance))),
  };
}
