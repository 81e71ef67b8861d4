import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page, Route } from 'playwright-core';
import { counts, type ListShots } from './areas/area-shots.js';
import { lists, pages } from './areas/index.js';
import { launchBrowser } from './browser.js';

// `npm run screenshots [-- NAME…]`: pictures of a running product (REGLAMENT_URL, REGLAMENT_ADMIN_PASSWORD), into
// .screenshots/. Lists are shown with made-up answers; everything else is the product.

const languages = ['ru', 'en'] as const;
type Language = (typeof languages)[number];

const url = process.env['REGLAMENT_URL'] ?? 'http://127.0.0.1:8080';
const password = process.env['REGLAMENT_ADMIN_PASSWORD'];
const wanted = process.argv.slice(2);
const folder = join(import.meta.dirname, '../../.screenshots');

const problem = {
  type: '/problems/internal-error',
  title: 'Internal error',
  status: 500,
  detail: 'The server made a mistake. It has been logged under the id of this request.',
  instance: '/requests/3f2b1c7a-0000-4000-8000-5a1d0c9e7b42',
};

const isWanted = (name: string): boolean => wanted.length === 0 || wanted.includes(name);

/** The fonts are there. (Motion is reduced: there is none to wait for.) */
const still = async (page: Page): Promise<void> => {
  await page.waitForLoadState('load');
  await page.evaluate('document.fonts.ready.then(() => undefined)');
};

const openContext = async (browser: Browser, language: Language): Promise<BrowserContext> => {
  const context = await browser.newContext({
    viewport: { width: 1_280, height: 800 },
    locale: language,
    timezoneId: 'Europe/Moscow',
    reducedMotion: 'reduce',
  });
  const answer = await context.request.post(`${url}/api/session`, { data: { username: 'admin', password } });
  if (!answer.ok()) throw new Error(`Signing in at ${url} failed (${answer.status()}): set REGLAMENT_ADMIN_PASSWORD.`);
  return context;
};

const json = (route: Route, status: number, body: unknown): Promise<void> =>
  route.fulfill({
    status,
    contentType: status < 400 ? 'application/json' : 'application/problem+json',
    body: JSON.stringify(body),
  });

/** The states of a list: how its answer is made, and how long the picture waits for it. */
const statesOf = (list: ListShots) => [
  ...counts.map((rows) => ({ state: String(rows), answer: (route: Route) => json(route, 200, list.answer(rows)) })),
  { state: 'loading', answer: (): Promise<void> => Promise.resolve() },
  { state: 'error', answer: (route: Route) => json(route, problem.status, problem) },
];

const shootList = async (context: BrowserContext, list: ListShots, language: Language): Promise<void> => {
  for (const { state, answer } of statesOf(list)) {
    const page = await context.newPage();
    await page.route(({ pathname }) => pathname === list.endpoint, answer);
    const asked = page.waitForRequest((request) => new URL(request.url()).pathname === list.endpoint);
    await page.goto(url + list.path);
    await asked;
    // What the answer makes of the page; a list that loads stays as it is.
    await page
      .locator(state === 'loading' ? '[role="status"]' : state === 'error' ? '[role="alert"]' : 'h2, [role="row"]')
      .first()
      .waitFor();
    await still(page);
    await page.screenshot({ path: join(folder, `${list.name}-${state}-${language}.png`), animations: 'disabled' });
    await page.close();
  }
};

if (password === undefined || password === '')
  throw new Error('Set REGLAMENT_ADMIN_PASSWORD to the password of admin.');
mkdirSync(folder, { recursive: true });
const browser = await launchBrowser();
try {
  for (const language of languages) {
    const context = await openContext(browser, language);
    for (const list of lists.filter(({ name }) => isWanted(name))) await shootList(context, list, language);
    for (const { name, open, leave } of pages.filter((one) => isWanted(one.name))) {
      const page = await context.newPage();
      await open(page, url, language);
      await still(page);
      await page.screenshot({ path: join(folder, `${name}-${language}.png`), animations: 'disabled' });
      await leave?.(page, language);
      await page.close();
    }
    await context.close();
  }
} finally {
  await browser.close();
}
console.log(`Pictures are in ${folder}`);
