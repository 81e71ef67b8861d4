import type { z } from 'zod';
import type { mailPage } from '../../../api/contract/api/mail.js';
import { minutesAgo, pick, times, type ListShots, type PageShots } from './area-shots.js';

/** Emails to and from the desks. */
export const emails: ListShots = {
  name: 'mail',
  path: '/mail',
  endpoint: '/api/mail',
  answer: (rows): z.output<typeof mailPage> => ({
    items: times(rows, (index) => {
      const incoming = index % 2 === 0;
      const [desk, person] = ['support@profman.example', 'buh@customer.example'];
      return {
        mailId: `${incoming ? 'in' : 'out'}-${index + 1}`,
        direction: incoming ? 'in' : 'out',
        at: minutesAgo(3 + index * 11),
        desk: 'profman',
        from: incoming ? person : desk,
        to: incoming ? desk : person,
        subject: pick(['Не открывается отчёт', 'Заявка PRO-1042 зарегистрирована', 'Ошибка обмена'], index),
        state: incoming ? 'ticket' : 'kept',
        reason: null,
        ticket: { ticketId: String(index + 1), number: `PRO-${1_042 + index}` },
        messageId: `<${index}@customer.example>`,
        size: 1_800 + index,
      };
    }),
    nextCursor: null,
  }),
};

/** An email to the person who asked. */
export const email: PageShots = {
  name: 'email',
  open: async (page, { url }) => {
    await page.goto(`${url}/mail`);
    await page.getByRole('row').nth(1).click();
    await page.waitForURL(/\/mail\/.+/);
    await page.locator('pre, article').first().waitFor();
  },
};
