import type { OpenChangeStream } from './change-stream.js';

/** From a page: it follows from now on, or no longer. */
export type PageMessage = 'follow' | 'leave';

/** To a page. */
export type HubMessage =
  | { readonly type: 'open' }
  | { readonly type: 'lost'; readonly refused: boolean }
  | { readonly type: 'change'; readonly data: string };

/** A page, as far as it is told something. */
export interface Page {
  postMessage(message: HubMessage): void;
}

/** Tells all pages that follow what one stream brings; there is none while nobody follows. */
export const createStreamHub = (open: OpenChangeStream): ((page: Page, message: PageMessage) => void) => {
  const pages = new Set<Page>();
  let close: (() => void) | undefined;
  let isOpen = false;

  const tell = (message: HubMessage): void => {
    for (const page of pages) page.postMessage(message);
  };

  const connect = (): void => {
    close = open({
      open: () => {
        isOpen = true;
        tell({ type: 'open' });
      },
      lost: (refused) => {
        isOpen = false;
        if (refused) close = undefined;
        tell({ type: 'lost', refused });
      },
      change: (data) => tell({ type: 'change', data }),
    });
  };

  return (page, message) => {
    if (message === 'follow') {
      pages.add(page);
      if (isOpen) page.postMessage({ type: 'open' });
      else if (close === undefined) connect();
      return;
    }
    pages.delete(page);
    if (pages.size > 0) return;
    close?.();
    close = undefined;
    isOpen = false;
  };
};
