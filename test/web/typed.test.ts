import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { startFreezingProxy, type FreezingProxy } from './freezing-proxy.js';
import { inBrowser } from './in-browser.js';
import { asking } from './seed/asking.js';
import { createCaller } from './seed/seed.js';
import { signIn } from './sign-in.js';

inBrowser('a person who fills in a form', (opened) => {
  let proxy: FreezingProxy;

  beforeAll(async () => {
    const { product } = opened();
    proxy = await startFreezingProxy(product.url);
    const call = createCaller(product.url, product.adminPassword);
    const body = new FormData();
    body.set('resources', new File([asking], 'asking.bpmn'));
    await call('POST', '/v2/deployments', body);
    await call('POST', '/v2/process-instances', { processDefinitionId: 'process' });
  });
  afterAll(() => proxy.close());

  it('is told when the server freezes, finds what was typed after a reload and when the session has ended', async () => {
    const { page, product, faults } = opened();
    await page.goto(`${proxy.url}/tasks`);
    await signIn(page, product.adminPassword);
    await page.getByText('Say why').first().click();
    const reason = page.getByLabel('Reason');
    await reason.fill('It is cheap');
    await page.getByText('Draft saved at').waitFor();

    proxy.freeze();
    await reason.fill('It is very cheap');
    await page.getByText('The server is slow to answer').waitFor();
    proxy.thaw();
    await page.getByText('The server is slow to answer').waitFor({ state: 'detached' });

    await page.reload();
    await page.getByText('Draft saved at').or(page.getByText('Draft from another tab')).waitFor();
    expect(await reason.inputValue()).toBe('It is very cheap');

    await page.context().clearCookies();
    await page.getByRole('button', { name: 'Complete', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Your session has ended' });
    await dialog.getByLabel('Password', { exact: true }).fill(product.adminPassword);
    await dialog.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('The task is completed').waitFor();
    const caller = createCaller(product.url, product.adminPassword);
    const { items } = await caller<{ items: readonly object[] }>('GET', '/api/typed-drafts');
    expect([items, faults]).toEqual([[], []]);
  }, 60_000);
});
