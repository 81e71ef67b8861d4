import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

const candidates = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/**
 * The browser of this machine. The one that `CHROMIUM` names is taken at its word, so that a machine that is meant to have
 * it (as `.ci/run`) fails without it; undefined: there is none.
 */
export const findChromium = (): string | undefined =>
  process.env['CHROMIUM'] ?? candidates.find((path) => existsSync(path));

/** What to do where there is none. */
export const NO_CHROMIUM = 'no Chromium on this machine: apt-get install chromium, or set CHROMIUM to its path';

/** Starts the browser without a window. Nothing but the product is talked to. */
export const launchBrowser = async (): Promise<Browser> => {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error(NO_CHROMIUM);
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
};
