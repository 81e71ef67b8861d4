import { expect, it } from '@jest/globals';
import { asking } from './seed/asking.js';
import { inBrowser } from './in-browser.js';
import { createCaller } from './seed/seed.js';
import { signIn } from './sign-in.js';

inBrowser('a person in front of a form', (opened) => {
  it('completes the task with the first click after the field that was wrong', async () => {
    const { page, product, faults } = opened();
    const call = createCaller(product.url, product.adminPassword);
    const body = new FormData();
    body.set('resources', new File([asking], 'asking.bpmn'));
    await call('POST', '/v2/deployments', body);
    await call('POST', '/v2/process-instances', { processDefinitionId: 'process' });

    await page.goto(`${product.url}/tasks`);
    await signIn(page, product.adminPassword);
    await page.getByText('Say why').first().click();
    const complete = page.getByRole('button', { name: 'Complete', exact: true });
    await complete.click();
    const wrong = page.getByText('Some fields are not filled in correctly');
    await wrong.waitFor();

    await page.getByLabel('Reason').pressSequentially('It is cheap');
    await wrong.waitFor({ state: 'detached' });
    await page.getByLabel('Reason').fill('');
    await complete.click();
    await wrong.waitFor();
    await page.getByLabel('Reason').pressSequentially('It is cheap');
    await complete.click();
    await page.getByText('The task is completed').waitFor();
    expect(faults).toEqual([]);
  }, 60_000);
});
