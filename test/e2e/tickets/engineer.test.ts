import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Locator, Page } from 'playwright-core';
import { shows } from '../../clauses/shows.js';
import { leaveOut } from '../../environment/left-out.js';
import { findChromium, launchBrowser, NO_CHROMIUM } from '../../web/browser.js';
import { signIn } from '../../web/sign-in.js';
import { startDesk, type TestDesk, type Ticket } from './desk.js';

const MINUTE = 60_000;

const suite = (name: string, tests: () => void): void => {
  if (findChromium() === undefined) describe(name, () => leaveOut('an engineer in the browser', NO_CHROMIUM));
  else describe(name, tests);
};

suite('an engineer in front of the queue', () => {
  let browser: Browser;
  let desk: TestDesk;
  let page: Page;
  const faults: string[] = [];

  beforeAll(async () => {
    desk = await startDesk();
    browser = await launchBrowser();
    const context = await browser.newContext({ locale: 'en', reducedMotion: 'reduce' });
    page = await context.newPage();
    page.setDefaultTimeout(20_000);
    page.on('pageerror', (error) => faults.push(error.message));
    await page.goto(`${desk.product.url}/queue`);
    await signIn(page, desk.product.password);
  }, 3 * MINUTE);
  afterAll(async () => {
    await browser.close();
    await desk.stop();
  }, MINUTE);

  const button = (name: string | RegExp): Locator =>
    page.getByRole('button', { name, exact: typeof name === 'string' });
  const dialog = (): Locator => page.getByRole('dialog');

  it(
    shows('takes a ticket that came by mail, and closes it with its result, which the customer reads', 'PRO-29'),
    async () => {
      await desk.send({
        from: { name: 'Анна Ёлкина', address: 'elkina@example.org' },
        subject: 'Не печатается квитанция',
        text: 'Что делать?\n\nОт: Служба <desk@example.org>\nОтправлено: вчера\n\nЗдравствуйте',
        attachments: [{ filename: 'Снимок экрана.png', content: Buffer.from('image') }],
      });
      // The page is told of the ticket.
      await button('Claim ISS-00001').click();
      await page.getByText('ISS-00001 is yours').waitFor();
      await page.getByRole('link', { name: 'ISS-00001' }).click();
      await page.getByText('Что делать?').waitFor();
      expect(await page.getByText('Здравствуйте', { exact: true }).isVisible()).toBe(false);
      await page.getByText('Quoted text').click();
      await page.getByText('Здравствуйте').first().waitFor();
      await page.getByText('В работе').first().waitFor();

      const download = page.waitForEvent('download');
      await page.getByRole('link', { name: 'Снимок экрана.png' }).click();
      expect((await download).suggestedFilename()).toBe('Снимок экрана.png');

      await page.getByRole('textbox', { name: 'Comment', exact: true }).fill('Проверено.');
      await page.setInputFiles('input[type=file]', {
        name: 'Журнал.log',
        mimeType: 'text/plain',
        buffer: Buffer.from('x'),
      });
      await button('Add').click();
      await page.getByRole('link', { name: 'Журнал.log' }).first().waitFor();

      await page.getByLabel('Результаты работы').fill('Драйвер переустановлен.');
      await button('Complete the task').click();
      await page.getByText('The process is complete').waitFor();

      await page.getByRole('link', { name: 'Mail', exact: true }).click();
      await page.waitForURL(/\/mail$/);
      await page.getByRole('table', { name: 'Mail' }).getByText('Заявка закрыта').click();
      await page.getByText('Драйвер переустановлен.').waitFor();
      expect(faults).toEqual([]);
    },
    2 * MINUTE,
  );

  it(
    shows('registers what came by phone and on paper; every ticket has the channel it came by', 'PRO-11'),
    async () => {
      await page.getByRole('link', { name: 'Queue', exact: true }).click();
      for (const channel of ['Телефон', 'Письмо или факс']) {
        await button('New ticket').first().click();
        await button('Register').click();
        await dialog().getByText('This field is needed.').first().waitFor();
        expect(await dialog().getByText('This field is needed.').count()).toBe(2);
        await page.locator('[name=subject]:focus').waitFor();
        await dialog().getByLabel('Subject').fill(`Обращение: ${channel}`);
        await dialog().getByLabel("Requester's mail address").fill('orlov@example.org');
        await dialog().getByLabel('Channel').click();
        await page.getByTitle(channel).click();
        await button('Register').click();
        await page.getByText(`Registered · ${channel}`).waitFor();
        await page.goBack();
      }
      const body = { desk: 'profman', subject: 'С сайта', requester: { email: 'orlov@example.org' } };
      await desk.call('POST', '/api/tickets', body, { 'idempotency-key': 'site' });
      const { items } = await desk.call<{ items: Ticket[] }>('GET', '/api/tickets');
      expect(items.map(({ channel }) => channel.label)).toEqual([
        'Форма на сайте',
        'Письмо или факс',
        'Телефон',
        'Электронная почта',
      ]);
      expect(faults).toEqual([]);
    },
    2 * MINUTE,
  );

  it(
    'sees at once that somebody else has taken a ticket',
    async () => {
      await page.getByRole('link', { name: 'Queue', exact: true }).click();
      await button('Claim ISS-00002').waitFor();
      const { items } = await desk.queue();
      const key = items.find(({ ticket }) => ticket.number === 'ISS-00002')!.tasks[0]!.userTaskKey;
      await desk.call('POST', `/v2/user-tasks/${key}/assignment`, { assignee: 'petrov' });
      await page.getByText('petrov').waitFor();
      expect(await button('Claim ISS-00002').count()).toBe(0);
      expect(faults).toEqual([]);
    },
    MINUTE,
  );

  it(
    'finds closed tickets by words',
    async () => {
      await page.keyboard.press('/');
      await page.getByLabel('Number, subject, text or requester').first().fill('ёлкина квитанция');
      await page.getByText('Закрыта').first().waitFor();
      await page.getByText('Не печатается квитанция').first().waitFor();
      await page.waitForURL(/q=/);
      await page.getByText('Обращение: Телефон').waitFor({ state: 'detached' });
      expect(faults).toEqual([]);
    },
    MINUTE,
  );
});
