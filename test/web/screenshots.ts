import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page, Route } from 'playwright-core';
import { counts, type ListShots, type Opening, type PageShots } from './areas/area-shots.js';
import { lists, pages } from './areas/index.js';
import { launchBrowser } from './browser.js';
import { seed, type Language } from './seed/seed.js';

// `npm run screenshots [-- NAME…]`: pictures of a running product (REGLAMENT_URL, REGLAMENT_ADMIN_PASSWORD), into
// .screenshots/; with THEME=dark the dark ones. Lists are shown with made-up answers; everything else is the product, in
// which a process, two instances and a ticket are made once.

const languages: readonly Language[] = ['ru', 'en'];
const theme = process.env['THEME'] === 'dark' ? 'dark' : 'light';

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

/** The fonts are there, and what appears by and by has appeared. */
const still = async (page: Page): Promise<void> => {
  await page.waitForLoadState('load');
  await page.locator('div[aria-busy="true"]').waitFor({ state: 'detached' });
  await page.evaluate('document.fonts.ready.then(() => undefined)');
  await page.evaluate(`Promise.all(document.getAnimations()
    .filter(({ effect }) => effect.getComputedTiming().iterations !== Infinity)
    .map(({ finished }) => finished.catch(() => undefined))).then(() => undefined)`);
};

const openContext = (browser: Browser, language: Language): Promise<BrowserContext> =>
  browser.newContext({
    viewport: { width: 1_280, height: 800 },
    locale: language,
    timezoneId: 'Europe/Moscow',
    reducedMotion: 'reduce',
    colorScheme: theme,
  });

const signedIn = async (context: BrowserContext): Promise<BrowserContext> => {
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

const take = async (page: Page, name: string): Promise<void> => {
  await still(page);
  const path = join(folder, `${name}${theme === 'dark' ? '-dark' : ''}.png`);
  await page.screenshot({ path, animations: 'disabled' });
};

const shootList = async (context: BrowserContext, list: ListShots, language: Language): Promise<void> => {
  for (const { state, answer } of statesOf(list)) {
    const page = await context.newPage();
    await page.route(({ pathname }) => pathname === list.endpoint, answer);
    const asked = page.waitForRequest((request) => new URL(request.url()).pathname === list.endpoint);
    await page.goto(url + list.path);
    await asked;
    // What the answer makes of the page; a list that loads stays as it is.
    await page.locator('h1').waitFor();
    await page
      .locator(
        state === 'loading' ? '[role="status"]:visible' : state === 'error' ? '[role="alert"]' : 'h2, [role="row"]',
      )
      .first()
      .waitFor();
    await take(page, `${list.name}-${state}-${language}`);
    await page.close();
  }
};

const shootPage = async (context: BrowserContext, shots: PageShots, opening: Opening): Promise<void> => {
  const page = await context.newPage();
  await shots.open(page, opening);
  await take(page, `${shots.name}-${opening.language}`);
  await shots.leave?.(page, opening);
  await page.close();
};

if (password === undefined || password === '')
  throw new Error('Set REGLAMENT_ADMIN_PASSWORD to the password of admin.');
mkdirSync(folder, { recursive: true });
for (const language of languages) {
  const seeded = await seed(url, password, language);
  const browser = await launchBrowser();
  try {
    const visitor = await openContext(browser, language);
    const person = await signedIn(await openContext(browser, language));
    for (const list of lists.filter(({ name }) => isWanted(name))) await shootList(person, list, language);
    for (const page of pages.filter(({ name }) => isWanted(name)))
      await shootPage(page.signedOut === true ? visitor : person, page, { url, language, seeded });
  } finally {
    await browser.close();
  }
}
console.log(`Pictures are in ${folder}`);
