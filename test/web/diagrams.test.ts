import { beforeAll, expect, it } from '@jest/globals';
import { definitions, flows } from '../../bpmn/test-support/diagram.js';
import { inBrowser } from './in-browser.js';
import { helloOfReadme } from './readme.js';
import { createCaller } from './seed/seed.js';
import { signIn } from './sign-in.js';

const twoProcesses = (): string => {
  const process = (id: string): string =>
    `<bpmn:process id="${id}" isExecutable="true"><bpmn:startEvent id="${id}-start"/>` +
    `<bpmn:userTask id="${id}-check"><bpmn:extensionElements><zeebe:userTask/></bpmn:extensionElements></bpmn:userTask>` +
    `<bpmn:endEvent id="${id}-end"/>${flows(`${id}-start -> ${id}-check, ${id}-check -> ${id}-end`)}</bpmn:process>`;
  return definitions(process('buyer') + process('seller'));
};

inBrowser('a person in front of a file with two processes', (opened) => {
  it('sees the one of the instance with its token, and the one of the version', async () => {
    const { page, product, faults } = opened();
    const call = createCaller(product.url, product.adminPassword);
    const body = new FormData();
    body.set('resources', new File([twoProcesses()], 'two.bpmn'));
    await call('POST', '/v2/deployments', body);
    const started = await call<{ processInstanceKey: string; processDefinitionKey: string }>(
      'POST',
      '/v2/process-instances',
      { processDefinitionId: 'seller' },
    );
    await page.goto(`${product.url}/operations/${started.processInstanceKey}`);
    await signIn(page, product.adminPassword);
    await page.locator('[data-element-id="seller-check"]').waitFor();
    await page.locator('.token-badge[data-kind="active"]', { hasText: '1' }).waitFor();
    await page.goto(`${product.url}/processes/versions/${started.processDefinitionKey}`);
    await page.locator('[data-element-id="seller-check"]').waitFor();
    expect(await page.locator('[data-element-id="buyer-check"]').count()).toBe(0);
    expect(faults).toEqual([]);
  }, 60_000);
});

inBrowser('a person in front of a diagram that nobody has drawn', (opened) => {
  let definition = '';
  let instance = '';

  beforeAll(async () => {
    const { product } = opened();
    const call = createCaller(product.url, product.adminPassword);
    const body = new FormData();
    body.set('resources', new File([helloOfReadme()], 'hello.bpmn'));
    await call('POST', '/v2/deployments', body);
    const started = await call<{ processInstanceKey: string; processDefinitionKey: string }>(
      'POST',
      '/v2/process-instances',
      { processDefinitionId: 'hello', variables: { order: 7 } },
    );
    instance = started.processInstanceKey;
    definition = started.processDefinitionKey;
  });

  it('sees the one of the README in Operations, with its token', async () => {
    const { page, product, faults } = opened();
    await page.goto(`${product.url}/operations/${instance}`);
    await signIn(page, product.adminPassword);
    await page.locator('[data-element-id="check"]').getByText('Check the order').waitFor();
    await page.locator('.djs-connection[data-element-id="f1"].token-taken').waitFor({ state: 'attached' });
    await page.locator('.token-badge[data-kind="active"]', { hasText: '1' }).waitFor();
    const boxes = await Promise.all(
      ['start', 'check', 'end'].map((id) => page.locator(`[data-element-id="${id}"] .djs-visual`).boundingBox()),
    );
    expect(boxes.every((box) => box !== null && box.width > 0)).toBe(true);
    expect(new Set(boxes.map((box) => `${box?.x} ${box?.y}`)).size).toBe(3);
    expect(faults).toEqual([]);
  }, 60_000);

  it('sees it in Processes, and draws on from there', async () => {
    const { page, product, faults } = opened();
    await page.goto(`${product.url}/processes/versions/${definition}`);
    await page.locator('[data-element-id="check"]').waitFor();
    await page.getByRole('button', { name: 'Edit', exact: true }).click();
    await page.locator('[data-testid="canvas"] [data-element-id="check"]').waitFor();
    await page.getByText('Ready to deploy').waitFor();
    expect(faults).toEqual([]);
  }, 60_000);

  it('is told in either language why a file cannot be drawn', async () => {
    const { page, product, faults } = opened();
    const broken = helloOfReadme().replace('</bpmn:userTask>', '');
    await page.route('**/v2/process-definitions/*/xml', (route) =>
      route.fulfill({ contentType: 'text/xml', body: broken }),
    );
    await page.goto(`${product.url}/operations/${instance}`);
    await page.getByRole('heading', { name: 'This diagram cannot be drawn' }).waitFor();
    await page
      .getByText(/The file is not BPMN 2\.0 XML: line 12, column \d+: closing tag mismatch\. History and variables/)
      .waitFor();
    await page.getByRole('button', { name: 'Переключить на русский' }).click();
    await page.getByRole('heading', { name: 'Схему не удалось нарисовать' }).waitFor();
    await page.getByText(/строка 12, столбец \d+: закрывающий тег не подходит к открывающему\. История/).waitFor();

    await page.goto(`${product.url}/processes`);
    const file = { name: 'cut.bpmn', mimeType: 'text/xml', buffer: Buffer.from(helloOfReadme().slice(0, 400)) };
    await page.locator('input[type="file"]').setInputFiles(file);
    await page.getByText('Файл «cut.bpmn» не импортирован').waitFor();
    await page.getByText(/Файл — не BPMN 2\.0 XML: строка 6, столбец \d+: тег не закрыт\./).waitFor();
    expect(faults).toEqual([]);
  }, 60_000);
});
