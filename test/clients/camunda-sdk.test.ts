import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Camunda8 } from '@camunda8/sdk';
import { orderProcess, quickProcess } from './order-process.js';
import { startProduct, type Product } from './product.js';

jest.setTimeout(120_000);

let product: Product;
let camunda: ReturnType<Camunda8['getCamundaRestClient']>;

beforeAll(async () => {
  product = await startProduct();
  camunda = new Camunda8({
    ZEEBE_REST_ADDRESS: product.url,
    CAMUNDA_AUTH_STRATEGY: 'BASIC',
    CAMUNDA_BASIC_AUTH_USERNAME: 'admin',
    CAMUNDA_BASIC_AUTH_PASSWORD: product.adminPassword,
    CAMUNDA_LOG_LEVEL: 'none',
  }).getCamundaRestClient();
});
afterAll(async () => {
  await product.stop();
});

const place = async (orderId: string): Promise<string> => {
  const created = await camunda.createProcessInstance({ processDefinitionId: 'order', variables: { orderId } });
  return created.processInstanceKey;
};

const charge = async (processInstanceKey: string) => {
  const jobs = await camunda.activateJobs({
    type: 'charge',
    worker: 'test',
    timeout: 60_000,
    maxJobsToActivate: 10,
    requestTimeout: -1,
  });
  const job = jobs.find((one) => one.processInstanceKey === processInstanceKey);
  if (job === undefined) throw new Error(`no job of ${processInstanceKey}`);
  return job;
};

describe('the client @camunda8/sdk, unmodified, over REST with Basic', () => {
  it('finds a cluster and deploys', async () => {
    expect((await camunda.getTopology()).brokers).toHaveLength(1);
    const deployed = await camunda.deployResources([
      { content: orderProcess, name: 'заказ.bpmn' },
      { content: quickProcess, name: 'quick.bpmn' },
    ]);
    expect(deployed.processes.map((one) => one.processDefinitionId)).toEqual(['order', 'quick']);
    const { processDefinitionKey } = deployed.processes[0]!;
    expect(await camunda.getProcessDefinitionXML(processDefinitionKey)).toBe(orderProcess);
    const found = await camunda.searchProcessDefinitions({ filter: { processDefinitionId: 'order' } });
    expect(found.items).toMatchObject([{ processDefinitionKey, version: 1 }]);
  });

  it('carries an order through a job, a task and a message', async () => {
    const processInstanceKey = await place('s-1');
    const job = await charge(processInstanceKey);
    expect(job).toMatchObject({ customHeaders: { currency: 'RUB' }, variables: { orderId: 's-1' } });
    await job.complete({ charged: true });
    const tasks = await camunda.searchUserTasks({ filter: { processInstanceKey, state: 'CREATED' } });
    const { userTaskKey } = tasks.items[0]!;
    await camunda.assignUserTask({ userTaskKey, assignee: 'petrova' });
    expect(await camunda.getUserTask(userTaskKey)).toMatchObject({
      assignee: 'petrova',
      candidateGroups: ['accounting', 'sales'],
    });
    const variables = await camunda.searchUserTaskVariables({ userTaskKey });
    expect(variables.items.map(({ name }) => name)).toEqual(expect.arrayContaining(['orderId', 'charged']));
    await camunda.unassignUserTask({ userTaskKey });
    await camunda.completeUserTask({ userTaskKey, variables: { approved: true } });
    await camunda.publishMessage({ name: 'paid', correlationKey: 's-1', variables: { paid: 5 } });
    const ended = await camunda.searchProcessInstances({ filter: { processInstanceKey } });
    expect(ended.items).toMatchObject([{ state: 'COMPLETED', hasIncident: false }]);
    const seen = await camunda.searchVariables({ filter: { processInstanceKey, name: 'paid' } });
    expect(seen.items).toMatchObject([{ value: '5' }]);
  });

  it('lets a job worker finish an awaited instance', async () => {
    const worker = camunda.createJobWorker({
      type: 'add',
      worker: 'adder',
      timeout: 10_000,
      maxJobsToActivate: 5,
      requestTimeout: 1_000,
      jobHandler: (job) => {
        const { a, b } = job.variables as unknown as { a: number; b: number };
        return job.complete({ sum: a + b });
      },
    });
    const result = await camunda.createProcessInstanceWithResult({
      processDefinitionId: 'quick',
      variables: { a: 2, b: 3 },
      requestTimeout: 30_000,
    });
    expect(result.variables).toMatchObject({ sum: 5 });
    await worker.stop();
  });

  it('fails a job into an incident, resolves it, and throws an error to a boundary event', async () => {
    const processInstanceKey = await place('s-2');
    const job = await charge(processInstanceKey);
    await job.fail({ errorMessage: 'The terminal is broken', retries: 0 });
    const incidents = await camunda.searchIncidents({ filter: { processInstanceKey, state: 'ACTIVE' } });
    const { incidentKey, jobKey } = incidents.items[0]!;
    expect(jobKey).toBe(job.jobKey);
    await camunda.updateJob({ jobKey: job.jobKey, retries: 1 });
    await camunda.resolveIncident(incidentKey);
    const again = await charge(processInstanceKey);
    await again.error({ errorCode: 'no-funds', errorMessage: 'Nothing on the card', variables: {} });
    const elements = await camunda.searchElementInstances({ filter: { processInstanceKey, elementId: 'refused' } });
    expect(elements.items).toMatchObject([{ state: 'COMPLETED' }]);
  });

  it('cancels an instance', async () => {
    const processInstanceKey = await place('s-3');
    await camunda.cancelProcessInstance({ processInstanceKey });
    const found = await camunda.searchProcessInstances({ filter: { processInstanceKey } });
    expect(found.items).toMatchObject([{ state: 'TERMINATED' }]);
  });
});
