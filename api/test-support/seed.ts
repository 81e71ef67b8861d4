import type { Prisma, PrismaClient } from '../../prisma/generated/client.js';
import { entityKey, processInstanceKey } from '../../engine/keys.js';

/** Rows as the engine leaves them behind, for tests of searches; what is not given is the same for all. */

const at = (minute: number): Date => new Date(Date.UTC(2030, 0, 1, 12, minute));

const DEFINITION = entityKey(1n, 0);

/** A deployed process `order` with a named element. */
export const seedDefinition = async (
  prisma: PrismaClient,
  {
    key = DEFINITION,
    processId = 'order',
    version = 1,
    name = 'Order',
  }: {
    readonly key?: bigint;
    readonly processId?: string;
    readonly version?: number;
    readonly name?: string | null;
  } = {},
): Promise<bigint> => {
  const hash = `hash-${processId}-${version}`;
  await prisma.deployment.create({ data: { key: key + 1n, deployedAt: at(0) } });
  await prisma.resource.create({
    data: {
      key: key + 2n,
      deploymentKey: key + 1n,
      name: `${processId}.bpmn`,
      checksum: hash,
      content: Buffer.from('<xml/>'),
    },
  });
  await prisma.compiledDefinition.create({
    data: { hash, document: { elements: { approve: { name: 'Approve the order' }, check: {} } } },
  });
  await prisma.processDefinition.create({
    data: {
      ...{ key, processId, version, name, hash },
      versionTag: version > 1 ? `v${version}` : null,
      resourceName: `${processId}.bpmn`,
      resourceKey: key + 2n,
      deploymentKey: key + 1n,
      createdAt: at(0),
    },
  });
  return key;
};

type Without<Row> = Partial<Omit<Row, 'number' | 'instance'>>;

/** A process instance; its key is `processInstanceKey(number)`. */
export const seedInstance = (
  prisma: PrismaClient,
  number: bigint,
  row: Without<Prisma.ProcessInstanceUncheckedCreateInput> = {},
) =>
  prisma.processInstance.create({
    data: {
      number,
      definitionKey: DEFINITION,
      processId: 'order',
      version: 1,
      hash: 'hash-order-1',
      status: 'active',
      state: {},
      step: 1,
      steppedAt: at(Number(number)),
      workflowId: `workflow-${number}`,
      rootNumber: number,
      tags: [],
      startedAt: at(Number(number)),
      ...row,
    },
  });

const owner = (instance: bigint, elementId: string, local: number) => ({
  instance,
  elementId,
  elementInstanceKey: entityKey(instance, local),
  processId: 'order',
  definitionKey: DEFINITION,
});

export const seedJob = (
  prisma: PrismaClient,
  instance: bigint,
  local: number,
  row: Without<Prisma.JobUncheckedCreateInput> = {},
) =>
  prisma.job.create({
    data: {
      ...owner(instance, 'charge', local - 1),
      key: entityKey(instance, local),
      wait: `j${local}`,
      type: 'charge',
      state: 'open',
      retries: 3,
      headers: {},
      version: 1,
      createdAt: at(local),
      updatedAt: at(local),
      ...row,
    },
  });

export const seedTask = (
  prisma: PrismaClient,
  instance: bigint,
  local: number,
  row: Without<Prisma.UserTaskUncheckedCreateInput> = {},
) =>
  prisma.userTask.create({
    data: {
      ...owner(instance, 'approve', local - 1),
      key: entityKey(instance, local),
      wait: `u${local}`,
      name: 'Approve the order',
      state: 'open',
      candidateGroups: [],
      candidateUsers: [],
      priority: 50,
      headers: {},
      version: 1,
      createdAt: at(local),
      ...row,
    },
  });

export const seedIncident = (
  prisma: PrismaClient,
  instance: bigint,
  local: number,
  row: Without<Prisma.IncidentUncheckedCreateInput> = {},
) =>
  prisma.incident.create({
    data: {
      ...owner(instance, 'charge', 2),
      key: entityKey(instance, local),
      type: 'JOB_NO_RETRIES',
      message: 'The terminal is broken',
      state: 'active',
      createdAt: at(local),
      ...row,
    },
  });

export const seedVariable = (prisma: PrismaClient, instance: bigint, scope: number, name: string, value: unknown) =>
  prisma.variable.create({
    data: { instance, scope, name, value: JSON.stringify(value), processId: 'order', updatedAt: at(0) },
  });

export const seedElement = (
  prisma: PrismaClient,
  instance: bigint,
  local: number,
  row: Without<Prisma.ElementInstanceUncheckedCreateInput> = {},
) =>
  prisma.elementInstance.create({
    data: {
      key: entityKey(instance, local),
      instance,
      elementId: 'approve',
      type: 'userTask',
      state: 'active',
      scope: 1,
      processId: 'order',
      definitionKey: DEFINITION,
      startedAt: at(local),
      ...row,
    },
  });

/** Keys as the API writes them. */
export const instanceKeyText = (number: bigint): string => processInstanceKey(number).toString();
export const localKeyText = (number: bigint, local: number): string => entityKey(number, local).toString();
