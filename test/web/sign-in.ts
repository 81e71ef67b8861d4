import type { Page } from 'playwright-core';

/** Signs in on the page as a person would. */
export const signIn = async (page: Page, password: string): Promise<void> => {
  await page.getByLabel('User name').fill('admin');
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
};
