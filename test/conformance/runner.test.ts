import { describe, expect, it } from '@jest/globals';
import { between, diagram, extended, flows } from '../../bpmn/test-support/diagram.js';
import { caseSchema, type Case, type Expectation, type Step } from './case-schema.js';
import { createMemoryHost } from './hosts/memory/memory-host.js';
import { runCase } from './runner.js';

const job = `<bpmn:serviceTask id="work">${extended('<zeebe:taskDefinition type="work"/><zeebe:taskHeaders><zeebe:header key="url" value="/"/></zeebe:taskHeaders>')}</bpmn:serviceTask>`;
const task = `<bpmn:userTask id="check">${extended('<zeebe:assignmentDefinition assignee="ann" candidateGroups="first, second"/>')}</bpmn:userTask>`;
const hour = '<bpmn:timerEventDefinition><bpmn:timeDuration>PT1H</bpmn:timeDuration></bpmn:timerEventDefinition>';

const models: Readonly<Record<string, string>> = {
  job: diagram(between(job) + flows('start -> work, work -> end')),
  task: diagram(between(task) + flows('start -> check, check -> end')),
  both: diagram(between(job + task) + flows('start -> work, work -> check, check -> end')),
  wait: diagram(
    between(`<bpmn:intermediateCatchEvent id="wait">${hour}</bpmn:intermediateCatchEvent>`) +
      flows('start -> wait, wait -> end'),
  ),
  unsupported: diagram(between('<bpmn:complexGateway id="x"/>') + flows('start -> x, x -> end')),
  invalid: diagram(between('<bpmn:serviceTask id="x"/>') + flows('start -> x, x -> end')),
  'decision.dmn': 'no BPMN, passed over',
};

const start: Step = { do: 'start', processId: 'process' };
const expects = (expectation: Omit<Expectation, 'do'>): Step => ({ do: 'expect', ...expectation });

const run = (model: string, steps: readonly Step[], more: Partial<Case> = {}) =>
  runCase({ id: 'case', tier: 'c8', models: [model], steps: [...steps], ...more }, createMemoryHost(), (name) =>
    Promise.resolve({ name: name.includes('.') ? name : `${name}.bpmn`, text: models[name] ?? '' }),
  );

describe('a case', () => {
  it('passes when every step can be carried out and every expectation holds', async () => {
    const steps: readonly Step[] = [
      { ...start, variables: { amount: 5 }, as: 'first' },
      expects({
        state: ['active'],
        active: ['work'],
        activated: ['start', 'work'],
        completed: ['start'],
        notCompleted: ['work'],
        notActivated: ['end'],
        jobs: [{ type: 'work', count: 1, headers: { url: '/' }, retries: 3, variablesExactly: { amount: 5 } }],
        incidents: [],
        userTasks: [],
        instancesOf: { process: { count: 1, active: 1, completed: 0 } },
      }),
      { do: 'completeJob', type: 'work', instance: 'first', match: { amount: 5 }, variables: { done: true } },
      expects({
        instance: { processId: 'process' },
        state: ['completed'],
        completedCount: { work: 1 },
        activatedCount: { work: 1 },
        terminatedCount: { work: 0 },
        completedInOrder: ['start', 'work', 'end'],
        exactlyOneOf: [['end', 'nothing']],
        flowsTaken: ['start-work', 'work-end'],
        flowsNotTaken: ['other'],
        variables: { done: true },
        variablesAbsent: ['other'],
        variablesExactly: { amount: 5, done: true },
        jobs: [],
        markerCount: { M: 1 },
      }),
    ];
    expect(await run('job', steps, { markers: { work: 'M' } })).toEqual({ result: 'passed' });
  });

  it('fails jobs, raises and resolves their incidents', async () => {
    const steps: readonly Step[] = [
      start,
      { do: 'failJob', type: 'work', retries: 1, message: 'no line' },
      expects({ state: ['active'], jobs: [{ type: 'work', count: 1, retries: 1 }] }),
      { do: 'failJob', type: 'work', retries: 0, message: 'no line' },
      expects({ state: ['incident'], incidents: [{ elementId: 'work', errorType: 'JOB_NO_RETRIES' }] }),
      { do: 'updateJobRetries', type: 'work', retries: 2 },
      { do: 'resolveIncident' },
      expects({ state: ['active'], incidents: [], jobs: [{ type: 'work', count: 1, retries: 2 }] }),
      { do: 'throwError', type: 'work', code: 'refused' },
      expects({ incidents: [{ elementId: 'work', errorType: 'UNHANDLED_ERROR_EVENT' }] }),
      { do: 'cancel' },
      expects({ state: ['terminated'], terminated: ['work'], incidents: [], jobs: [] }),
    ];
    expect(await run('job', steps)).toEqual({ result: 'passed' });
  });

  it('completes tasks, sets variables and lets time pass', async () => {
    const steps: readonly Step[] = [
      start,
      { do: 'setVariables', variables: { a: 1 }, elementId: 'check', local: true },
      { do: 'setVariables', variables: { b: 2 } },
      expects({ userTasks: [{ elementId: 'check', assignee: 'ann', candidateGroups: ['first', 'second'] }] }),
      { do: 'completeUserTask', elementId: 'check', variables: { c: 3 } },
      expects({ state: ['completed'], variablesExactly: { b: 2, c: 3 } }),
    ];
    expect(await run('task', steps)).toEqual({ result: 'passed' });
    const waiting: readonly Step[] = [
      start,
      { do: 'advanceTime', duration: 'PT59M59S' },
      expects({ active: ['wait'] }),
      { do: 'advanceTime', duration: 'PT1S' },
      expects({ state: ['completed'] }),
    ];
    expect(await run('wait', waiting)).toEqual({ result: 'passed' });
  });

  it('fails at the first step that does not hold, with what was found', async () => {
    expect(await run('job', [start, { do: 'completeJob', type: 'other' }])).toEqual({
      result: 'failed',
      reason: 'step 2 (completeJob): there is no such job of type other; open: work (3 retries)',
    });
    expect(await run('job', [start, expects({ state: ['completed'], active: ['end'] })])).toEqual({
      result: 'failed',
      reason: 'step 2 (expect): state: it is active, not completed; active: not active: end',
    });
    expect(await run('job', [{ do: 'cancel' }])).toEqual({
      result: 'failed',
      reason: 'step 1 (cancel): no step has started an instance',
    });
  });

  it.each<readonly [field: string, expectation: Omit<Expectation, 'do'>]>([
    ['rejected', { rejected: true }],
    ['completed', { completed: ['work'] }],
    ['activated', { activated: ['check'] }],
    ['terminated', { terminated: ['work'] }],
    ['notCompleted', { notCompleted: ['start'] }],
    ['notActivated', { notActivated: ['work'] }],
    ['active', { active: ['start'] }],
    ['completedCount', { completedCount: { start: 2 } }],
    ['activatedCount', { activatedCount: { work: 0 } }],
    ['terminatedCount', { terminatedCount: { work: 1 } }],
    ['completedInOrder', { completedInOrder: ['work', 'start'] }],
    ['exactlyOneOf', { exactlyOneOf: [['work', 'check']] }],
    ['flowsTaken', { flowsTaken: ['work-check'] }],
    ['flowsNotTaken', { flowsNotTaken: ['start-work'] }],
    ['variables', { variables: { amount: 6 } }],
    ['variablesAbsent', { variablesAbsent: ['amount'] }],
    ['variablesExactly', { variablesExactly: {} }],
    ['jobs', { jobs: [] }],
    ['jobs', { jobs: [{ type: 'work', count: 2 }] }],
    ['jobs', { jobs: [{ type: 'work', count: 1, variables: { amount: 6 } }] }],
    ['jobs', { jobs: [{ type: 'work', count: 1, headers: { url: '/other' } }] }],
    ['userTasks', { userTasks: [{ elementId: 'check' }] }],
    ['incidents', { incidents: [{ elementId: 'work' }] }],
    ['instancesOf', { instancesOf: { process: { completed: 1 } } }],
    ['markerCount', { markerCount: { M: 1 } }],
  ])('fails when an expectation of %s does not hold', async (field, expectation) => {
    const outcome = await run('both', [{ ...start, variables: { amount: 5 } }, expects(expectation)]);
    expect(outcome).toEqual({ result: 'failed', reason: expect.stringContaining(`${field}: `) });
  });

  it('is not supported when a model holds something the engine does not run', async () => {
    expect(await run('unsupported', [start])).toEqual({
      result: 'notSupported',
      reason: expect.stringContaining('complex gateway'),
    });
  });

  it('may expect that a start or a deployment is refused', async () => {
    const unknown: Step = { do: 'start', processId: 'unknown', as: 'a' };
    expect(await run('job', [unknown, expects({ rejected: true, instance: 'a', state: ['rejected'] })])).toEqual({
      result: 'passed',
    });
    expect(await run('invalid', [expects({ state: ['rejected'] })])).toEqual({ result: 'passed' });
  });

  it('passes over models that are no BPMN', async () => {
    const steps: readonly Step[] = [
      { do: 'deploy', models: ['decision.dmn', 'job'] },
      start,
      expects({ active: ['work'] }),
    ];
    expect(await run('decision.dmn', steps)).toEqual({ result: 'passed' });
  });
});

describe('the format of cases', () => {
  const base = { id: 'case', tier: 'c8', source: {}, models: [] };

  it('refuses steps and expectations that nobody would check', () => {
    expect(caseSchema.safeParse({ ...base, steps: [{ do: 'dance' }] }).success).toBe(false);
    expect(caseSchema.safeParse({ ...base, steps: [{ do: 'expect', mood: 'good' }] }).success).toBe(false);
    expect(caseSchema.safeParse({ ...base, steps: [{ do: 'expect', state: 'completed' }] }).success).toBe(true);
  });
});
