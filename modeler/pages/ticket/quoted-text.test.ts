import { describe, expect, it } from '@jest/globals';
import { splitQuote } from './quoted-text.js';

describe('what an email quotes', () => {
  it.each([
    '-----Original Message-----\nFrom: desk@example.org\nSubject: x\n\nHello',
    '-------- Исходное сообщение --------\nТема: x',
    'From: Desk <desk@example.org>\nSent: Monday\n\nHello',
    'От: Служба <desk@example.org>\nОтправлено: 1 июня\n\nЗдравствуйте',
    'On Mon, Jun 1, 2026 at 9:00 AM Desk <desk@example.org> wrote:\n> Hello',
    '1.06.2026 9:00, Служба поддержки пишет:\n> Здравствуйте',
    'пн, 1 июн. 2026 г. в 09:00, Служба <desk@example.org>:\n> Здравствуйте',
    '________________________________\nFrom: x',
    '> Hello\n>\n> Bye',
  ])('is parted from its own words: %j', (quoted) => {
    expect(splitQuote(`Спасибо!\n\nАнна\n\n${quoted}`)).toEqual({ own: 'Спасибо!\n\nАнна', quoted });
  });

  it.each(['Just words', '> Question?\nAnswer.', '> Hello', 'From: me to you', 'Версия: 5.1\nЧто делать:', ''])(
    'is nothing: %j',
    (text) => {
      expect(splitQuote(text)).toEqual({ own: text, quoted: '' });
    },
  );
});
