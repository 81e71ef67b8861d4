import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import {
  createCamundaClient,
  ElementId,
  ProcessDefinitionId,
  type CamundaClient,
  type CreateProcessInstanceResult,
  type Tag,
} from '@camunda8/orchestration-cluster-api';
import { orderProcess, quickProcess } from './order-process.js';
import { startProduct, type Product } from './product.js';

jest.setTimeout(120_000);

let product: Product;
let camunda: CamundaClient;

/** The server answers after the commit: nothing has to be waited for. */
const now = { consistency: { waitUpToMs: 0 } };
const order = ProcessDefinitionId.assumeExists('order');
const quick = ProcessDefinitionId.assumeExists('quick');

beforeAll(async () => {
  product = await startProduct();
  camunda = createCamundaClient({
    config: {
      CAMUNDA_REST_ADDRESS: product.url,
      CAMUNDA_AUTH_STRATEGY: 'OAUTH',
      CAMUNDA_CLIENT_ID: 'reglament',
      CAMUNDA_CLIENT_SECRET: product.apiKey,
      CAMUNDA_OAUTH_URL: `${product.url}/oauth/token`,
      // Every request and answer must have exactly the members that Camunda's schemas know.
      CAMUNDA_SDK_VALIDATION: 'fanatical',
      CAMUNDA_SDK_LOG_LEVEL: 'error',
    },
  });
});
afterAll(async () => {
  camunda.stopAllWorkers();
  await product.stop();
});

const place = (orderId: string): Promise<CreateProcessInstanceResult> =>
  camunda.createProcessInstance({
    processDefinitionId: order,
    variables: { orderId, amount: 100 },
    tags: ['shop:1' as Tag],
  });

const activate = async (type: string) => {
  const { jobs } = await camunda.activateJobs({
    type,
    worker: 'test',
    timeout: 60_000,
    maxJobsToActivate: 10,
    requestTimeout: -1,
  });
  return jobs;
};

const charge = async (processInstanceKey: string) => {
  const job = (await activate('charge')).find((one) => one.processInstanceKey === processInstanceKey);
  if (job === undefined) throw new Error(`no job of ${processInstanceKey}`);
  return job;
};

describe('the client @camunda8/orchestration-cluster-api, unmodified, with strict validation', () => {
  it('finds a cluster', async () => {
    const topology = await camunda.getTopology();
    expect(topology.gatewayVersion).toMatch(/^8\.9\./);
    expect(await camunda.getLicense()).toMatchObject({ validLicense: true });
    expect(await camunda.getAuthentication()).toMatchObject({ username: 'reglament' });
    await camunda.getStatus();
  });

  it('deploys a diagram and finds it again', async () => {
    const deployed = await camunda.createDeployment({
      resources: [new File([orderProcess], 'заказ.bpmn'), new File([quickProcess], 'quick.bpmn')],
    });
    expect(deployed.processes.map(({ processDefinitionId }) => processDefinitionId)).toEqual(['order', 'quick']);
    const { processDefinitionKey } = deployed.processes[0]!;
    const found = await camunda.searchProcessDefinitions(
      { filter: { processDefinitionId: order, isLatestVersion: true } },
      now,
    );
    expect(found.items).toMatchObject([
      { processDefinitionKey, name: 'Заказ', version: 1, resourceName: 'заказ.bpmn' },
    ]);
    expect(await camunda.getProcessDefinition({ processDefinitionKey }, now)).toMatchObject({
      processDefinitionId: 'order',
    });
    expect(await camunda.getProcessDefinitionXml({ processDefinitionKey }, now)).toBe(orderProcess);
  });

  it('carries an order from start to end; every read sees what was answered before', async () => {
    const { processInstanceKey } = await place('o-1');
    const job = await charge(processInstanceKey);
    expect(job).toMatchObject({ customHeaders: { currency: 'RUB' }, variables: { orderId: 'o-1' }, retries: 1 });
    await camunda.completeJob({ jobKey: job.jobKey, variables: { charged: true } });

    const tasks = await camunda.searchUserTasks({ filter: { processInstanceKey, state: 'CREATED' } }, now);
    const [task] = tasks.items;
    expect(task).toMatchObject({
      name: 'Approve the order',
      candidateGroups: ['accounting', 'sales'],
      tags: ['shop:1'],
    });
    const { userTaskKey } = task!;
    await camunda.assignUserTask({ userTaskKey, assignee: 'petrova' });
    await camunda.updateUserTask({ userTaskKey, changeset: { priority: 80 } });
    expect(await camunda.getUserTask({ userTaskKey }, now)).toMatchObject({ assignee: 'petrova', priority: 80 });
    const seen = await camunda.searchUserTaskEffectiveVariables({ userTaskKey }, now);
    expect(seen.items.map(({ name, value }) => [name, value])).toContainEqual(['charged', 'true']);
    await camunda.unassignUserTask({ userTaskKey });
    await camunda.completeUserTask({ userTaskKey, variables: { approved: true } });
    expect(await camunda.getUserTask({ userTaskKey }, now)).toMatchObject({ state: 'COMPLETED' });

    await camunda.publishMessage({ name: 'paid', correlationKey: 'o-1', timeToLive: 0, variables: { paid: 100 } });
    expect(await camunda.getProcessInstance({ processInstanceKey }, now)).toMatchObject({ state: 'COMPLETED' });
    const variables = await camunda.searchVariables(
      { filter: { processInstanceKey, name: { $in: ['approved', 'paid'] } } },
      now,
    );
    expect(Object.fromEntries(variables.items.map(({ name, value }) => [name, value]))).toEqual({
      approved: 'true',
      paid: '100',
    });
    const { variableKey } = variables.items[0]!;
    expect(await camunda.getVariable({ variableKey }, now)).toMatchObject({ variableKey });
    const elements = await camunda.searchElementInstances(
      { filter: { processInstanceKey }, sort: [{ field: 'elementInstanceKey', order: 'ASC' }] },
      now,
    );
    expect(elements.items.map(({ elementId }) => elementId)).toEqual([
      'order',
      'placed',
      'charge',
      'approve',
      'paid',
      'closed',
    ]);
    expect(elements.items[3]).toMatchObject({
      elementName: 'Approve the order',
      type: 'USER_TASK',
      state: 'COMPLETED',
    });
  });

  it('lets a job worker finish an awaited instance', async () => {
    const worker = camunda.createJobWorker({
      jobType: 'add',
      maxParallelJobs: 5,
      jobTimeoutMs: 10_000,
      pollTimeoutMs: 1_000,
      jobHandler: (job) => {
        const { a, b } = job.variables as { a: number; b: number };
        return job.complete({ sum: a + b });
      },
    });
    const result = await camunda.createProcessInstance({
      processDefinitionId: quick,
      variables: { a: 2, b: 3 },
      awaitCompletion: true,
      requestTimeout: 30_000,
      fetchVariables: ['sum'],
    });
    expect(result.variables).toEqual({ sum: 5 });
    await worker.stopGracefully({ waitUpToMs: 5_000 });
  });

  it('raises an incident when a job fails for good, and goes on when it is resolved', async () => {
    const { processInstanceKey } = await place('o-2');
    const { jobKey } = await charge(processInstanceKey);
    await camunda.failJob({ jobKey, retries: 0, errorMessage: 'The terminal is broken' });
    const incidents = await camunda.searchIncidents({ filter: { processInstanceKey, state: 'ACTIVE' } }, now);
    expect(incidents.items).toMatchObject([
      { errorType: 'JOB_NO_RETRIES', errorMessage: 'The terminal is broken', elementId: 'charge', jobKey },
    ]);
    const { incidentKey } = incidents.items[0]!;
    expect(await camunda.getProcessInstance({ processInstanceKey }, now)).toMatchObject({ hasIncident: true });
    expect(await camunda.searchProcessInstanceIncidents({ processInstanceKey }, now)).toMatchObject({
      page: { totalItems: 1 },
    });
    expect((await camunda.searchJobs({ filter: { jobKey } }, now)).items).toMatchObject([
      { state: 'FAILED', retries: 0 },
    ]);
    await camunda.updateJob({ jobKey, changeset: { retries: 1 } });
    await camunda.resolveIncident({ incidentKey });
    expect(await camunda.getIncident({ incidentKey }, now)).toMatchObject({ state: 'RESOLVED' });
    const again = await charge(processInstanceKey);
    expect(again.jobKey).toBe(jobKey);
    await camunda.completeJob({ jobKey });
    expect((await camunda.searchUserTasks({ filter: { processInstanceKey } }, now)).items).toHaveLength(1);
  });

  it('throws a BPMN error to its boundary event', async () => {
    const { processInstanceKey } = await place('o-3');
    const { jobKey } = await charge(processInstanceKey);
    await camunda.throwJobError({ jobKey, errorCode: 'no-funds', errorMessage: 'Nothing on the card' });
    expect(await camunda.getProcessInstance({ processInstanceKey }, now)).toMatchObject({ state: 'COMPLETED' });
    const ended = await camunda.searchElementInstances(
      { filter: { processInstanceKey, elementId: ElementId.assumeExists('refused') } },
      now,
    );
    expect(ended.items).toMatchObject([{ state: 'COMPLETED', type: 'END_EVENT' }]);
  });

  it('sets variables and cancels an instance; a job of it is then refused', async () => {
    const { processInstanceKey } = await place('o-4');
    const { jobKey, elementInstanceKey } = await charge(processInstanceKey);
    await camunda.createElementInstanceVariables({ elementInstanceKey, variables: { note: 'urgent' }, local: true });
    const local = await camunda.searchVariables({ filter: { scopeKey: elementInstanceKey } }, now);
    expect(local.items).toMatchObject([{ name: 'note', value: '"urgent"' }]);
    await camunda.cancelProcessInstance({ processInstanceKey });
    const found = await camunda.searchProcessInstances({ filter: { processInstanceKey, state: 'TERMINATED' } }, now);
    expect(found.items).toHaveLength(1);
    await expect(camunda.completeJob({ jobKey })).rejects.toMatchObject({ status: 409 });
  });

  it('pins the clock and lets it run again', async () => {
    await camunda.pinClock({ timestamp: Date.parse('2030-01-01T00:00:00Z') });
    const { processInstanceKey } = await place('o-5');
    expect((await camunda.getProcessInstance({ processInstanceKey }, now)).startDate).toBe('2030-01-01T00:00:00.000Z');
    // That would let time run backwards for whatever is active.
    await expect(camunda.resetClock()).rejects.toMatchObject({ status: 409 });
    const { items } = await camunda.searchProcessInstances({ filter: { state: 'ACTIVE' } }, now);
    for (const active of items) await camunda.cancelProcessInstance(active);
    await camunda.resetClock();
  });

  it('is told what is wrong in words', async () => {
    await expect(
      camunda.createProcessInstance({ processDefinitionId: ProcessDefinitionId.assumeExists('nothing') }),
    ).rejects.toMatchObject({ status: 404 });
  });
});
