import type { PageShots } from './area-shots.js';

/** The door. */
export const signInPage: PageShots = {
  name: 'sign-in',
  signedOut: true,
  open: async (page, { url }) => {
    await page.goto(`${url}/queue`);
    await page.locator('input[type="password"]').waitFor();
  },
};
