import { expect, it } from '@jest/globals';
import { between, diagram } from '../../bpmn/test-support/diagram.js';
import { inBrowser } from './in-browser.js';
import { createCaller } from './seed/seed.js';
import { signIn } from './sign-in.js';

const branch = (to: string, condition: string): string =>
  `<bpmn:sequenceFlow id="to-${to}" sourceRef="size" targetRef="${to}"><bpmn:conditionExpression>${condition}</bpmn:conditionExpression></bpmn:sequenceFlow>`;

/** A gateway that knows no way for 7. */
const decision = diagram(
  between('<bpmn:exclusiveGateway id="size"/><bpmn:endEvent id="small"/>') +
    '<bpmn:sequenceFlow id="in" sourceRef="start" targetRef="size"/>' +
    branch('end', '=amount &gt; 10') +
    branch('small', '=amount &lt; 5'),
);

inBrowser('a person in front of an incident', (opened) => {
  it('is told that it stopped again, and once the cause is mended that it goes on', async () => {
    const { page, product, faults } = opened();
    const call = createCaller(product.url, product.adminPassword);
    const body = new FormData();
    body.set('resources', new File([decision], 'decision.bpmn'));
    await call('POST', '/v2/deployments', body);
    const started = { processDefinitionId: 'process', variables: { amount: 7 } };
    const { processInstanceKey } = await call<{ processInstanceKey: string }>('POST', '/v2/process-instances', started);

    await page.goto(`${product.url}/operations/${processInstanceKey}?tab=incidents`);
    await signIn(page, product.adminPassword);
    const retry = page.getByRole('button', { name: 'Retry', exact: true });
    await retry.click();
    await page.getByText('Stopped again: No condition of an outgoing flow holds').waitFor();

    await page.getByRole('tab', { name: 'Variables' }).click();
    await page.getByRole('button', { name: 'Edit amount' }).click();
    await page.getByLabel('Value (JSON)').fill('12');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('The variable amount was saved').waitFor();

    await page.getByRole('tab', { name: /Incidents/ }).click();
    await retry.click();
    await page.getByText('Retrying', { exact: true }).waitFor();
    const answer = await page.request.get(`${product.url}/v2/process-instances/${processInstanceKey}`);
    expect(await answer.json()).toMatchObject({ state: 'COMPLETED' });
    expect(faults).toEqual([]);
  }, 60_000);
});
