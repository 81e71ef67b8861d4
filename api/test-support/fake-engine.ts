import type { Answer, Engine } from '../../engine/index.js';

/** An engine that does nothing and says it did, unless a test says otherwise. */
export interface FakeEngine extends Engine {
  /** What was asked of it, in order. */
  readonly calls: readonly { readonly command: string; readonly arguments: readonly unknown[] }[];
}

const applied = { answer: 'applied' } as const;

const definition = {
  key: 8_388_608n,
  processId: 'order',
  version: 1,
  name: 'Order',
  resourceName: 'order.bpmn',
};

/** `behaviour` replaces single commands. */
export const createFakeEngine = (behaviour: Partial<Engine> = {}): FakeEngine => {
  const calls: { command: string; arguments: readonly unknown[] }[] = [];
  const done = (): Promise<Answer> => Promise.resolve(applied);
  const engine: Engine = {
    deploy: (files) =>
      Promise.resolve({
        deploymentKey: 16_777_216n,
        deployedAt: new Date(0),
        processes: files.flatMap(({ file, processes }) =>
          processes.map(({ processId }) => ({ ...definition, processId, resourceName: file.name })),
        ),
      }),
    start: ({ tags = [] }) => Promise.resolve({ answer: 'started', processInstanceKey: 25_165_825n, definition, tags }),
    awaitEnd: () => Promise.resolve({ status: 'completed', variables: {} }),
    cancel: done,
    activateJobs: () => Promise.resolve([]),
    jobsAvailable: () => Promise.resolve(),
    completeJob: done,
    failJob: done,
    throwJobError: done,
    updateJob: done,
    assignTask: done,
    unassignTask: done,
    updateTask: done,
    completeTask: done,
    publish: () => Promise.resolve({ answer: 'published', messageKey: 33_554_432n }),
    setVariables: done,
    visibleVariables: () => Promise.resolve({}),
    resolveIncident: done,
    clock: {
      now: () => Promise.resolve(new Date(0)),
      pinned: () => Promise.resolve(null),
      pin: () => Promise.resolve(applied),
      reset: () => Promise.resolve(applied),
    },
    ...behaviour,
  };
  const recorded = new Proxy(engine, {
    get: (target, name) => {
      if (name === 'calls') return calls;
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function') return member;
      return (...given: unknown[]): unknown => {
        calls.push({ command: String(name), arguments: given });
        return Reflect.apply(member, target, given);
      };
    },
  });
  return recorded as FakeEngine;
};
