import { describe, expect, it } from '@jest/globals';
import { definitions, diagram, extended, flows } from '../../../../bpmn/test-support/diagram.js';
import type { Expectation, Step } from '../../case-schema.js';
import { runCase } from '../../runner.js';
import { createMemoryHost } from './memory-host.js';

const job = (id: string): string =>
  `<bpmn:serviceTask id="${id}">${extended(`<zeebe:taskDefinition type="${id}"/>`)}</bpmn:serviceTask>`;
const order = `<bpmn:message id="m" name="order">${extended('<zeebe:subscription correlationKey="=key"/>')}</bpmn:message>`;
const waits = '<bpmn:messageEventDefinition messageRef="m"/>';
const process = (id: string, content: string, more = ''): string =>
  `<bpmn:process id="${id}" isExecutable="true">${more}${content}</bpmn:process>`;
const startedBy = (definition: string, task = 'work'): string =>
  `<bpmn:startEvent id="start">${definition}</bpmn:startEvent>${job(task)}<bpmn:endEvent id="end"/>${flows(`start -> ${task}, ${task} -> end`)}`;
const timer = (kind: string, text: string): string =>
  `<bpmn:timerEventDefinition><bpmn:${kind}>${text}</bpmn:${kind}></bpmn:timerEventDefinition>`;
const calls = (attributes: string): string =>
  `<bpmn:startEvent id="start"/><bpmn:callActivity id="call">${extended(`<zeebe:calledElement ${attributes}/>`)}</bpmn:callActivity><bpmn:endEvent id="end"/>${flows('start -> call, call -> end')}`;

const start = (processId: string, variables = {}): Step => ({ do: 'start', processId, variables });
const publish = (correlationKey: string, timeToLive = 'PT0S', variables = {}): Step => ({
  do: 'publishMessage',
  name: 'order',
  correlationKey,
  timeToLive,
  variables,
});
const expects = (expectation: Omit<Expectation, 'do'>): Step => ({ do: 'expect', ...expectation });

/** Runs steps on models that are named by their place: `0`, `1` … The first ones are deployed; others by a step. */
const run = (texts: readonly string[], steps: readonly Step[], deployed = ['0']) =>
  runCase({ id: 'case', tier: 'c8', models: deployed, steps: [...steps] }, createMemoryHost(), (name) =>
    Promise.resolve({ name: `${name}.bpmn`, text: texts[Number(name)] ?? '' }),
  );
const passes = async (...args: Parameters<typeof run>): Promise<void> =>
  expect(await run(...args)).toEqual({ result: 'passed' });

describe('messages in memory', () => {
  const waiting = diagram(
    `<bpmn:startEvent id="start"/><bpmn:receiveTask id="wait" messageRef="m"/><bpmn:receiveTask id="again" messageRef="m"/><bpmn:endEvent id="end"/>${flows('start -> wait, wait -> again, again -> end')}`,
    order,
  );

  it('reach only who waits now when they have no time to live', () =>
    passes([waiting], [publish('a'), start('process', { key: 'a' }), expects({ active: ['wait'] })]));

  it('are kept for their time to live, in order, and reach a process once', () =>
    passes(
      [waiting],
      [
        publish('a', 'PT1M', { n: 1 }),
        publish('a', 'PT1M', { n: 2 }),
        publish('b', 'PT1M', { n: 3 }),
        start('process', { key: 'a' }),
        expects({ state: ['completed'], variables: { n: 2 } }),
        start('process', { key: 'a' }),
        expects({ instancesOf: { process: { count: 2, active: 1 } } }),
      ],
    ));

  it('are given up at the end of their time to live', () =>
    passes(
      [waiting],
      [
        publish('a', 'PT1M'),
        { do: 'advanceTime', duration: 'PT1M' },
        start('process', { key: 'a' }),
        expects({ active: ['wait'] }),
      ],
    ));

  it('start one instance per key at a time, the next one when it has ended', () =>
    passes(
      [diagram(startedBy(waits), order)],
      [
        publish('a', 'PT1M', { n: 1 }),
        publish('a', 'PT1M', { n: 2 }),
        publish('', 'PT1M', { n: 3 }),
        publish('', 'PT1M', { n: 4 }),
        expects({ instancesOf: { process: { count: 3, active: 3 } } }),
        { do: 'completeJob', type: 'work', match: { n: 1 } },
        expects({
          instancesOf: { process: { count: 4, active: 3 } },
          jobs: [{ type: 'work', count: 1, variables: { n: 2 } }],
        }),
      ],
    ));

  it('start the version that was the latest when they were published', () =>
    passes(
      [diagram(startedBy(waits), order), diagram(startedBy(waits, 'newer'), order)],
      [
        publish('a', 'PT1M', { n: 1 }),
        { do: 'deploy', models: ['1'] },
        publish('a', 'PT1M', { n: 2 }),
        expects({ jobs: [{ type: 'work', count: 1, variables: { n: 1 } }] }),
        { do: 'completeJob', type: 'work' },
        expects({ jobs: [{ type: 'newer', count: 1, variables: { n: 2 } }] }),
      ],
    ));

  it('go to an instance that waits rather than start another one of the process', () =>
    passes(
      [
        diagram(
          `<bpmn:startEvent id="start"/><bpmn:startEvent id="ordered">${waits}</bpmn:startEvent><bpmn:receiveTask id="wait" messageRef="m"/><bpmn:endEvent id="end"/>${flows('start -> wait, ordered -> wait, wait -> end')}`,
          order,
        ),
      ],
      [
        start('process', { key: 'a' }),
        publish('a'),
        expects({ state: ['completed'], instancesOf: { process: { count: 1 } } }),
      ],
    ));

  it('start the latest version only', () =>
    passes(
      [diagram(startedBy(waits), order), diagram(startedBy(waits, 'newer'), order)],
      [
        { do: 'deploy', models: ['1'] },
        publish('a'),
        expects({
          jobs: [
            { type: 'work', count: 0 },
            { type: 'newer', count: 1 },
          ],
        }),
      ],
    ));
});

describe('time in memory', () => {
  it('starts instances at the turns of a cycle, until a newer version takes over', () =>
    passes(
      [diagram(startedBy(timer('timeCycle', 'R/PT1M'))), diagram(startedBy(timer('timeCycle', 'R2/PT1H'), 'newer'))],
      [
        { do: 'advanceTime', duration: 'PT2M' },
        expects({ jobs: [{ type: 'work', count: 2 }] }),
        { do: 'deploy', models: ['1'] },
        { do: 'advanceTime', duration: 'PT5H' },
        expects({
          jobs: [
            { type: 'work', count: 2 },
            { type: 'newer', count: 2 },
          ],
        }),
      ],
    ));

  it('lets what falls due on the way happen in order, each at its own instant', () =>
    passes(
      [
        diagram(
          `<bpmn:startEvent id="start"/><bpmn:intermediateCatchEvent id="a">${timer('timeDuration', 'PT1M')}</bpmn:intermediateCatchEvent><bpmn:intermediateCatchEvent id="b">${timer('timeDate', '=now() + duration("PT1M")')}</bpmn:intermediateCatchEvent><bpmn:endEvent id="end"/>${flows('start -> a, a -> b, b -> end')}`,
        ),
      ],
      [
        start('process'),
        { do: 'advanceTime', duration: 'PT1M59S' },
        expects({ active: ['b'] }),
        { do: 'advanceTime', duration: 'PT1S' },
        expects({ completedInOrder: ['a', 'b', 'end'], state: ['completed'] }),
      ],
    ));
});

describe('called processes in memory', () => {
  const child = (task: string, tag = ''): string =>
    definitions(
      process(
        'child',
        `<bpmn:startEvent id="start"/>${job(task)}<bpmn:endEvent id="end"/>${flows(`start -> ${task}, ${task} -> end`)}`,
        tag === '' ? '' : extended(`<zeebe:versionTag value="${tag}"/>`),
      ),
    );
  const parent = (attributes: string): string => definitions(process('parent', calls(attributes)));

  it('bring their variables and end with their caller', () =>
    passes(
      [parent('processId="child"'), child('work')],
      [
        start('parent', { a: 1 }),
        { do: 'completeJob', type: 'work', match: { a: 1 }, variables: { b: 2 } },
        expects({ state: ['completed'], variables: { a: 1, b: 2 } }),
        { do: 'start', processId: 'parent', as: 'second' },
        { do: 'cancel', instance: 'second' },
        expects({ instance: { processId: 'child' }, state: ['terminated'] }),
        expects({ jobs: [] }),
      ],
      ['0', '1'],
    ));

  it('are looked for by latest version, by tag or within the deployment', async () => {
    const texts = [child('tagged', 'v1'), parent('processId="child" bindingType="versionTag" versionTag="v1"')];
    const steps = (task: string): readonly Step[] => [
      { do: 'deploy', models: ['2'] },
      start('parent'),
      expects({ jobs: [{ type: task, count: 1 }] }),
    ];
    await passes([...texts, child('latest')], steps('tagged'), ['0', '1']);
    const bound = parent('processId="child" bindingType="deployment"');
    await passes([child('tagged'), bound, child('latest')], steps('tagged'), ['0', '1']);
    await passes([child('tagged'), parent('processId="child"'), child('latest')], steps('latest'), ['0', '1']);
  });

  it('leave an incident at the caller when there is none', () =>
    passes(
      [parent('processId="unknown"')],
      [start('parent'), expects({ incidents: [{ elementId: 'call', errorType: 'CALLED_ELEMENT_ERROR' }] })],
    ));
});
