import { afterAll, beforeAll, describe } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { startProduct, type Product } from '../clients/product.js';
import { leaveOut } from '../environment/left-out.js';
import { findChromium, launchBrowser, NO_CHROMIUM } from './browser.js';

/** The product and a page of it, while the tests of a suite run. */
export interface Opened {
  readonly product: Product;
  readonly page: Page;
  /** What scripts of the page threw and did not catch. */
  readonly faults: readonly string[];
}

const open = async (browser: Browser, product: Product): Promise<Opened> => {
  const context = await browser.newContext({
    viewport: { width: 1_280, height: 800 },
    locale: 'en',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  return { product, page, faults };
};

/** A suite with the product and a browser of its own; it is left out where there is no browser. */
export const inBrowser = (name: string, tests: (opened: () => Opened) => void): void => {
  if (findChromium() === undefined) {
    describe(name, () => leaveOut('tests in the browser', NO_CHROMIUM));
    return;
  }
  describe(name, () => {
    let browser: Browser | undefined;
    let product: Product | undefined;
    let opened: Opened;
    beforeAll(async () => {
      browser = await launchBrowser();
      product = await startProduct();
      opened = await open(browser, product);
    }, 180_000);
    afterAll(async () => {
      await browser?.close();
      await product?.stop();
    });
    tests(() => opened);
  });
};
