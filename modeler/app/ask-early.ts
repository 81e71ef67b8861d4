import type { deskList } from '../../api/contract/api/desks.js';
import type { Reply } from '../api/contract.js';
import { askEarly } from '../api/early-answers.js';
import { urlOf } from '../api/url-of.js';
import { loadStartTexts } from '../i18n/files.js';
import { preferredLanguage } from '../i18n/language.js';
import { QUEUE, queueParameters, wholeQueue } from '../pages/queue/queue-request.js';

// A script of its own, before the application's: on a slow line the answers are there before the application is.

/** The first desk's queue, as its page asks for it. */
const askForQueue = async (): Promise<void> => {
  const desks = await askEarly<Reply<typeof deskList>>('/api/desks');
  const first = desks?.items[0]?.code;
  if (first !== undefined) await askEarly(urlOf(QUEUE, queueParameters(first, wholeQueue, 0)));
};

// In the language of this browser only.
loadStartTexts(preferredLanguage()).catch(() => undefined);

const { pathname, search } = window.location;
if (pathname !== '/sign-in') void askEarly('/api/session');
if (['/', '/queue'].includes(pathname) && search === '') void askForQueue();
