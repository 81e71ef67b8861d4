import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { diagram } from '../../../test-support/diagram.js';
import { createFakeEngine } from '../../../test-support/fake-engine.js';
import { startTestApi, type TestApi } from '../../../test-support/test-api.js';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

type Files = readonly (readonly [name: string, content: string | Buffer])[];

const deploy = async (files: Files, fields: Readonly<Record<string, string>> = {}) => {
  const engine = createFakeEngine();
  const request = api.with({ engine }).ask('post', '/v2/deployments');
  for (const [name, content] of files) void request.attach('resources', Buffer.from(content), name);
  for (const [name, value] of Object.entries(fields)) void request.field(name, value);
  return { response: await request, deployed: engine.calls.some(({ command }) => command === 'deploy') };
};

interface Refusal {
  readonly type: string;
  readonly errors: readonly { resource?: string; element?: string; rule?: string; detail: string; pointer?: string }[];
}

describe('a deployment', () => {
  it('stores all files at once and says what was deployed', async () => {
    const { response } = await deploy(
      [
        ['первый.bpmn', diagram('one')],
        ['two.bpmn', diagram('two')],
      ],
      { tenantId: '<default>' },
    );
    expect(response.body).toMatchObject({
      deploymentKey: '16777216',
      tenantId: '<default>',
      deployments: [
        { processDefinition: { processDefinitionId: 'one', resourceName: 'первый.bpmn' }, form: null },
        { processDefinition: { processDefinitionId: 'two', resourceName: 'two.bpmn' }, decisionDefinition: null },
      ],
    });
    const [line] = await api.prisma.auditEntry.findMany({ where: { action: 'process.deployed' } });
    expect(line).toMatchObject({ subject: '16777216', detail: { processes: ['one 1', 'two 1'] } });
  });

  it('is refused as a whole with every finding of every file', async () => {
    const { response, deployed } = await deploy([
      ['fine.bpmn', diagram('fine')],
      ['decision.dmn', '<definitions/>'],
      ['form.form', '{}'],
      ['broken.bpmn', 'not XML'],
      ['latin.bpmn', Buffer.from([0xff, 0xfe, 0x3c])],
    ]);
    expect([response.status, deployed]).toEqual([400, false]);
    const { type, errors } = response.body as Refusal;
    expect(type).toBe('/problems/deployment-refused');
    expect(errors.map(({ resource, rule }) => [resource, rule])).toEqual([
      ['decision.dmn', 'unsupported-resource'],
      ['form.form', 'unsupported-resource'],
      ['broken.bpmn', 'not-bpmn'],
      ['latin.bpmn', 'wrong-encoding'],
    ]);
  });

  it('reads each file in the encoding that it names', async () => {
    const named = diagram('one').replace('<bpmn:startEvent', '<bpmn:task id="check" name="Prüfen"/><bpmn:startEvent');
    const latin = (encoding: string) => Buffer.from(named.replace('UTF-8', encoding), 'latin1');
    expect((await deploy([['latin.bpmn', latin('windows-1252')]])).response.status).toBe(200);
    const { response } = await deploy([
      ['latin.bpmn', latin('UTF-8')],
      ['odd.bpmn', latin('klingon')],
    ]);
    expect((response.body as Refusal).errors).toMatchObject([
      {
        resource: 'latin.bpmn',
        rule: 'wrong-encoding',
        detail: 'The file is not in the encoding that it names: UTF-8.',
      },
      { resource: 'odd.bpmn', rule: 'unknown-encoding' },
    ]);
  });

  it('is refused when two files have a process of one id', async () => {
    const { response, deployed } = await deploy([
      ['a.bpmn', diagram('same')],
      ['b.bpmn', diagram('same')],
    ]);
    expect(deployed).toBe(false);
    const again = (where: string) => `The process same is in this deployment again, in ${where}.`;
    expect((response.body as Refusal).errors).toMatchObject([
      { resource: 'a.bpmn', element: 'same', rule: 'duplicate-process', detail: again('b.bpmn') },
      { resource: 'b.bpmn', element: 'same', rule: 'duplicate-process', detail: again('a.bpmn') },
    ]);
  });

  const timed = (timers: string) =>
    diagram(
      'timed',
      `${timers}
      <bpmn:sequenceFlow id="f1" sourceRef="start" targetRef="pause" /><bpmn:sequenceFlow id="f2" sourceRef="pause" targetRef="end" />
      <bpmn:endEvent id="end"><bpmn:incoming>f2</bpmn:incoming></bpmn:endEvent>`,
    ).replace('<bpmn:definitions ', '<bpmn:definitions xmlns:reglament="http://reglament.dev/schema/bpmn/1.0" ');
  const timer = (calendar: string, kind: string, value: string) =>
    `<bpmn:timerEventDefinition reglament:calendar="${calendar}" reglament:unit="workingTime"><bpmn:${kind} xsi:type="bpmn:tFormalExpression">${value}</bpmn:${kind}></bpmn:timerEventDefinition>`;

  it('is refused when a timer names a calendar that is not there, naming the element', async () => {
    const { response, deployed } = await deploy([
      [
        'timed.bpmn',
        timed(`<bpmn:startEvent id="start"><bpmn:outgoing>f1</bpmn:outgoing>${timer('=&quot;no&quot; + &quot;ne&quot;', 'timeCycle', 'R/PT1H')}</bpmn:startEvent>
          <bpmn:intermediateCatchEvent id="pause"><bpmn:incoming>f1</bpmn:incoming><bpmn:outgoing>f2</bpmn:outgoing>${timer('nowhere', 'timeDuration', 'PT1H')}</bpmn:intermediateCatchEvent>`),
      ],
    ]);
    expect([response.status, deployed]).toEqual([400, false]);
    expect((response.body as Refusal).errors).toMatchObject([
      { element: 'pause', rule: 'unknown-calendar', detail: 'There is no calendar «nowhere».' },
      { element: 'start', rule: 'timer-without-due', detail: 'There is no calendar «none».' },
    ]);
  });

  it.each([
    ['without files', [], {}, ['#/resources']],
    ['for another tenant', [['a.bpmn', diagram('a')]], { tenantId: 'other' }, ['#/tenantId']],
  ] as const)('is refused %s', async (_, files, fields, pointers) => {
    const { response, deployed } = await deploy(files, { ...fields, other: 'field' });
    expect([response.status, deployed]).toEqual([400, false]);
    expect((response.body as Refusal).errors.map(({ pointer }) => pointer)).toEqual(pointers);
  });

  it('is refused when its files come in parts of another name', async () => {
    const response = await api.ask('post', '/v2/deployments').attach('file', Buffer.from(diagram('a')), 'a.bpmn');
    expect(response.body).toMatchObject({ status: 400, errors: [{ pointer: '#/file' }] });
  });

  it('is refused when a file or all of them are too large, naming the file', async () => {
    const large = Buffer.alloc(20 * 1024 * 1024 + 1, 'x');
    const { response } = await deploy([
      ['fine.bpmn', diagram('fine')],
      ['large.bpmn', large],
    ]);
    expect(response.body).toMatchObject({ status: 413, resource: 'large.bpmn' });
    const half = Buffer.alloc(16 * 1024 * 1024, 'x');
    const { response: together } = await deploy(['a', 'b', 'c', 'd'].map((name) => [`${name}.bpmn`, half]));
    expect(together.body).toMatchObject({ status: 413, resource: 'd.bpmn' });
  });

  it('is refused when a diagram is too large to be read, without reading it', async () => {
    const filled = (content: string) => diagram('filled', content);
    const began = performance.now();
    const { response, deployed } = await deploy([
      ['bytes.bpmn', filled(`<!-- ${'x'.repeat(9 * 1024 * 1024)} -->`)],
      ['tags.bpmn', filled('<bpmn:task id="a"/>'.repeat(20_001))],
      ['fine.bpmn', diagram('fine')],
    ]);
    expect(performance.now() - began).toBeLessThan(5_000);
    expect([response.status, deployed]).toEqual([400, false]);
    expect((response.body as Refusal).errors.map(({ resource, rule, detail }) => [resource, rule, detail])).toEqual([
      ['bytes.bpmn', 'diagram-too-large', expect.stringMatching(/^The diagram has 9\d+ bytes; 4194304 are accepted/)],
      ['tags.bpmn', 'diagram-too-large', expect.stringMatching(/^The diagram has 200\d\d tags; 20000 are accepted/)],
    ]);
  });

  it('is refused when its diagrams are too large together', async () => {
    const comments = '<!---->'.repeat(19_000);
    const { response } = await deploy(
      ['a', 'b', 'c', 'd'].map((id) => [
        `${id}.bpmn`,
        diagram(id).replace('</bpmn:process>', `</bpmn:process>${comments}`),
      ]),
    );
    expect((response.body as Refusal).errors.map(({ resource, rule }) => [resource, rule])).toEqual([
      ['d.bpmn', 'diagram-too-large'],
    ]);
  });

  it('is refused when it is no multipart form, or a broken one', async () => {
    const json = await api.ask('post', '/v2/deployments').send({});
    expect(json.status).toBe(415);
    const none = await api.ask('post', '/v2/deployments').set('Content-Type', 'multipart/form-data').send('x');
    expect(none.body).toMatchObject({ type: '/problems/malformed-body' });
    const cut = await api
      .ask('post', '/v2/deployments')
      .set('Content-Type', 'multipart/form-data; boundary=b')
      .send('--b\r\nContent-Disposition: form-data; name="resources"; filename="a.bpmn"\r\n\r\n<bp');
    expect(cut.body).toMatchObject({ type: '/problems/malformed-body' });
  });
});
