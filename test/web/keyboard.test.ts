import { expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { inBrowser } from './in-browser.js';
import { accessRequestId } from './seed/access-request.js';
import { createCaller, deploy } from './seed/seed.js';

/** What has the focus, as a reader of the screen says it: its label, or its text. */
const focused = (page: Page): Promise<string> =>
  page.evaluate(
    `(() => { const at = document.activeElement; return at.getAttribute('aria-label') ?? at.textContent ?? ''; })()`,
  );

inBrowser('a person without a mouse', (opened) => {
  it('signs in and goes to every area by two keys', async () => {
    const { page, product, faults } = opened();
    await page.goto(`${product.url}/queue`);
    await page.getByLabel('User name').waitFor();
    await page.keyboard.type('admin');
    await page.keyboard.press('Tab');
    await page.keyboard.type(product.adminPassword);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Queue', level: 1 }).waitFor();

    for (const [key, title] of [
      ['t', 'Tasks'],
      ['o', 'Operations'],
      ['p', 'Processes'],
      ['m', 'Mail'],
      ['q', 'Queue'],
    ] as const) {
      await page.keyboard.press('g');
      await page.keyboard.press(key);
      await page.getByRole('heading', { name: title, level: 1 }).waitFor();
    }
    expect(faults).toEqual([]);
  }, 60_000);

  it('skips to the content, and sees what the keys do', async () => {
    const { page, product } = opened();
    await page.goto(`${product.url}/processes`);
    await page.getByRole('heading', { name: 'Processes', level: 1 }).waitFor();
    await page.keyboard.press('Tab');
    expect(await focused(page)).toBe('Skip to content');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('content');

    await page.keyboard.press('?');
    const list = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    await list.getByRole('term').getByText('Processes').waitFor();
    expect(await page.evaluate(`document.activeElement.closest('[role="dialog"]') !== null`)).toBe(true);
    await page.keyboard.press('Escape');
    await list.waitFor({ state: 'hidden' });
  }, 60_000);

  it('walks through a list that changes meanwhile, and completes a task from inside its form', async () => {
    const { page, product } = opened();
    const call = createCaller(product.url, product.adminPassword);
    await deploy(call, 'en');
    const start = (): Promise<unknown> =>
      call('POST', '/v2/process-instances', { processDefinitionId: accessRequestId('en') });
    await start();
    await start();

    await page.goto(`${product.url}/tasks?view=all`);
    await page.locator('[data-index="1"]').waitFor();
    await page.locator('[data-index="0"]').focus();
    await page.keyboard.press('ArrowDown');
    await start();
    await page.locator('[data-index="2"]').waitFor();
    expect(await focused(page)).toContain('Approve the access');

    await page.keyboard.press('Enter');
    await page.waitForURL(/\/tasks\/\d+/);
    await page.getByRole('button', { name: 'Take it' }).press('Enter');
    await page.locator('input[type="radio"]:enabled').first().press('Space');
    await page.locator('input[type="radio"]:checked').waitFor({ state: 'attached' });
    const reason = page.getByRole('textbox', { name: /Reason/ });
    await reason.press('Control+Enter');
    await page.getByText('Fill in this field.').waitFor();
    await reason.fill('On holiday until Monday');
    await reason.press('Control+Enter');
    await page.getByText('The task is completed').waitFor();
    await page.waitForURL(/\/tasks(\?|$)/);
  }, 60_000);

  it('signs out by the menu, and nothing of the session stays', async () => {
    const { page, product, faults } = opened();
    await page.goto(`${product.url}/tasks`);
    await page.getByRole('button', { name: 'User menu' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: 'Sign out' }).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/sign-in$/);
    await page.goto(`${product.url}/tasks`);
    await page.getByLabel('User name').waitFor();
    expect(faults).toEqual([]);
  }, 60_000);
});
