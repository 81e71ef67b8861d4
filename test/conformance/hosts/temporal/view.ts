import {
  visibleVariables,
  type InstanceState,
  type JournalEntry,
  type Json,
  type Key,
} from '../../../../bpmn/index.js';
import { localOf, processInstanceKey, ROOT_LOCAL } from '../../../../engine/index.js';
import type { PrismaClient } from '../../../../prisma/generated/client.js';
import type { ElementEvent, View } from '../../case-host.js';

const idOf = (instance: bigint): string => processInstanceKey(instance).toString();

/** Reads from Postgres what the API would show of all instances. */
export async function readView(prisma: PrismaClient): Promise<View> {
  const byKey = { orderBy: { key: 'asc' } } as const;
  const [instances, steps, elements, jobs, tasks, incidents, variables] = await Promise.all([
    prisma.processInstance.findMany({ orderBy: { number: 'asc' } }),
    prisma.step.findMany({ orderBy: [{ instance: 'asc' }, { step: 'asc' }] }),
    prisma.elementInstance.findMany(byKey),
    prisma.job.findMany({ where: { state: { in: ['open', 'blocked'] } }, ...byKey }),
    prisma.userTask.findMany({ where: { state: 'open' }, ...byKey }),
    prisma.incident.findMany({ where: { state: 'active' }, ...byKey }),
    prisma.variable.findMany({ where: { scope: ROOT_LOCAL }, ...byKey }),
  ]);
  const states = new Map(instances.map(({ number, state }) => [number, state as unknown as InstanceState]));
  const journal = steps.flatMap(({ instance, journal: entries }) =>
    (entries as unknown as readonly JournalEntry[]).map((entry) => ({ instance: idOf(instance), entry })),
  );
  return {
    instances: instances.map(({ number, processId, status }) => ({
      id: idOf(number),
      processId,
      state: status as View['instances'][number]['state'],
    })),
    events: eventsOf(journal),
    active: elements
      .filter(({ state, role }) => state === 'active' && role !== 'body')
      .map(({ instance, elementId }) => ({ instance: idOf(instance), elementId })),
    flows: journal.flatMap(({ instance, entry }) => (entry.type === 'flow' ? [{ instance, flow: entry.flow }] : [])),
    jobs: jobs.map((job) => ({
      key: job.key.toString(),
      instance: idOf(job.instance),
      type: job.type,
      elementId: job.elementId,
      retries: job.state === 'blocked' ? 0 : job.retries,
      headers: job.headers as Readonly<Record<string, string>>,
      variables: visibleVariables(states.get(job.instance)!, `e${localOf(job.elementInstanceKey)}`),
    })),
    tasks: tasks.map(({ key, instance, elementId, assignee, candidateGroups }) => ({
      key: key.toString(),
      instance: idOf(instance),
      elementId,
      candidateGroups,
      ...(assignee === null ? {} : { assignee }),
    })),
    incidents: incidents.map(({ key, instance, elementId, type }) => ({
      key: key.toString(),
      instance: idOf(instance),
      elementId,
      errorType: type,
    })),
    rootVariables: (instance) =>
      Object.fromEntries(
        variables
          .filter((variable) => idOf(variable.instance) === instance)
          .map(({ name, value }) => [name, JSON.parse(value) as Json]),
      ),
  };
}

/** Events of all instances; multi-instance bodies are left out. */
function eventsOf(journal: readonly { readonly instance: string; readonly entry: JournalEntry }[]): ElementEvent[] {
  const elements = new Map<string, string>();
  const keyOf = (instance: string, key: Key): string => `${instance} ${key}`;
  return journal.flatMap(({ instance, entry }): ElementEvent[] => {
    if (entry.type === 'entered') {
      if (entry.role === 'body') return [];
      elements.set(keyOf(instance, entry.key), entry.element);
      return [{ instance, elementId: entry.element, what: 'activated' }];
    }
    if (entry.type !== 'completed' && entry.type !== 'terminated') return [];
    const elementId = elements.get(keyOf(instance, entry.key));
    return elementId === undefined ? [] : [{ instance, elementId, what: entry.type }];
  });
}
