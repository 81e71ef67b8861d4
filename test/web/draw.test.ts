import { expect, it } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { inBrowser } from './in-browser.js';
import { signIn } from './sign-in.js';

/** An entry of the pad beside the selected element. */
const pad = (page: Page, action: string): Locator => page.locator(`.djs-context-pad .entry[data-action="${action}"]`);

/** Turns the selected element into another kind by the menu. */
const become = async (page: Page, kind: string): Promise<void> => {
  await pad(page, 'replace').click();
  await page.locator('.djs-popup-search input').fill(kind);
  await page.locator('.djs-popup .entry', { hasText: kind }).first().click();
};

inBrowser('a person in front of an empty canvas', (opened) => {
  const button = (name: string): Locator => opened().page.getByRole('button', { name, exact: true });
  const checks = (): Locator => opened().page.getByRole('region', { name: 'Checks' });

  it('draws a process, puts an error right, deploys it, starts it and completes its task', async () => {
    const { page, product, faults } = opened();
    await page.goto(`${product.url}/processes`);
    await signIn(page, product.adminPassword);
    await button('New process').first().click();

    // A start event is there already; a task follows it.
    await page.locator('[data-element-id^="StartEvent_"]').first().click();
    await pad(page, 'append.append-task').click();
    await page.keyboard.type('Approve the order');
    await page.keyboard.press('Enter');
    await become(page, 'Service task');
    await pad(page, 'append.end-event').click();

    // The checks of the deployment stand on the element and in the list.
    await checks().getByText('1 error').waitFor();
    await page.locator('.lint-mark-error').click();
    await checks().getByText('The job type is missing.').waitFor();
    const deploy = page.getByRole('button', { name: /^Deploy/ });
    expect(await deploy.getAttribute('aria-disabled')).toBe('true');

    // Choosing the finding selects its element.
    await checks()
      .getByRole('button', { name: /The job type is missing/ })
      .click();
    await become(page, 'User task');
    await checks().getByText('Ready to deploy').waitFor();

    // A form of the task lies in the diagram, and stays when something else of the task is changed.
    await page.getByText('Form', { exact: true }).click();
    await page.getByLabel('Type', { exact: true }).selectOption({ label: 'In the diagram (JSON)' });
    const json = page.getByLabel('Form JSON configuration');
    const form = await json.inputValue();
    await json.fill('{"components": [');
    const broken = page.locator('.bio-properties-panel-error', { hasText: 'This is not the JSON of a form' });
    await broken.waitFor();
    await checks().getByText('1 error').waitFor();
    await json.fill(form);
    await broken.waitFor({ state: 'detached' });
    await json.fill((await json.inputValue()).replace('Comment', 'Why?'));
    await page.getByText('Assignment', { exact: true }).click();
    await page.getByLabel('Candidate groups').fill('buyers');

    await page.getByText(/^Saved/).waitFor();
    await deploy.click();
    await page.getByText('“New process” deployed as version 1').waitFor();
    await button('Start an instance').click();
    await page.getByLabel('Variables (JSON)').fill('{"order": ');
    expect(await button('Start').isDisabled()).toBe(true);
    await page.getByLabel('Variables (JSON)').fill('{"order": 7}');
    await button('Start').click();
    await button('Open').click();
    await page.waitForURL(/\/operations\/\d+$/);
    const instance = page.url().split('/').at(-1) ?? '';

    await page.getByRole('link', { name: 'Tasks', exact: true }).click();
    await page.getByText('All', { exact: true }).click();
    await page.getByText('Approve the order').first().click();
    await button('Take it').click();
    await page.getByLabel('Why?').fill('It is cheap');
    await button('Complete').click();
    await page.getByText('The task is completed').waitFor();

    const answer = await page.request.get(`${product.url}/v2/process-instances/${instance}`);
    expect(await answer.json()).toMatchObject({ state: 'COMPLETED' });
    expect(faults).toEqual([]);
  }, 120_000);

  it('undoes by keys what was drawn by the pad, and what was left for the toolbar', async () => {
    const { page, product } = opened();
    await page.goto(`${product.url}/processes`);
    await button('New process').first().click();
    await page.locator('[data-element-id^="StartEvent_"]').first().click();
    await pad(page, 'append.append-task').click();
    await page.keyboard.press('Escape');
    await pad(page, 'append.end-event').click();
    await page.keyboard.press('Escape');
    const flows = page.locator('.djs-connection');
    expect(await flows.count()).toBe(2);

    await page.locator('[data-element-id^="StartEvent_"]').first().click();
    await pad(page, 'connect').click();
    await page.locator('.djs-shape[data-element-id^="Event_"]').first().click();
    await flows.nth(2).waitFor({ state: 'attached' });
    await page.keyboard.press('Control+z');
    await flows.nth(2).waitFor({ state: 'detached' });

    await button('Zoom in').click();
    await page.keyboard.press('Control+Shift+z');
    await flows.nth(2).waitFor({ state: 'attached' });
    await page.keyboard.press('Control+z');
    await flows.nth(2).waitFor({ state: 'detached' });
  }, 60_000);

  it('draws with the first click on a pad after something was typed in the panel', async () => {
    const { page, product } = opened();
    await page.goto(`${product.url}/processes`);
    await button('New process').first().click();
    await page.locator('[data-element-id^="StartEvent_"]').first().click();
    await page.locator('#bio-properties-panel-name').click();
    await page.keyboard.type('An order comes');
    await pad(page, 'append.append-task').click();
    await page.locator('.djs-connection').waitFor({ state: 'attached' });
  }, 60_000);

  it('finds what was drawn again after the page died before it was saved', async () => {
    const { page, product } = opened();
    await page.goto(`${product.url}/processes`);
    await button('New process').first().click();
    await page.locator('[data-element-id^="StartEvent_"]').first().click();
    await page.route('**/api/drafts/*', (route) =>
      route.request().method() === 'PUT' ? route.abort() : route.continue(),
    );
    await pad(page, 'append.append-task').click();
    await page.keyboard.type('Not saved yet');
    await page.keyboard.press('Enter');
    await page.getByText('Not saved: kept in this browser').waitFor();
    await page.unroute('**/api/drafts/*');

    await page.reload();
    await page.getByText('Restored: your last changes').waitFor();
    await page.locator('.djs-label', { hasText: 'Not saved yet' }).waitFor();
  }, 60_000);
});
