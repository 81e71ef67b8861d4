import { openChangeStream } from './change-stream.js';
import { createStreamHub, type PageMessage } from './stream-hub.js';

// A worker that all pages of a browser share, for one person.
const hear = createStreamHub(openChangeStream);

self.addEventListener('connect', (event) => {
  const [page] = (event as MessageEvent).ports as readonly [MessagePort];
  page.addEventListener('message', ({ data }: MessageEvent<PageMessage>) => hear(page, data));
  page.start();
});
