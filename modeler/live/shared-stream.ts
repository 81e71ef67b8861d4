import { openChangeStream, type OpenChangeStream } from './change-stream.js';
import type { HubMessage, PageMessage } from './stream-hub.js';

/**
 * The stream that all pages of a browser share: it has six connections to a server for all of them together. One for each
 * person, because each may know something else. Where there are no shared workers, a stream of the page's own.
 */
export const sharedStream = (person: string): OpenChangeStream => {
  if (typeof SharedWorker === 'undefined') return openChangeStream;
  return (events) => {
    const { port } = new SharedWorker(new URL('./live-worker.ts', import.meta.url), {
      type: 'module',
      name: `live ${person}`,
    });
    const say = (message: PageMessage): void => port.postMessage(message);
    port.addEventListener('message', ({ data }: MessageEvent<HubMessage>) => {
      if (data.type === 'open') events.open();
      else if (data.type === 'lost') events.lost(data.refused);
      else events.change(data.data);
    });
    port.start();
    say('follow');
    return () => {
      say('leave');
      port.close();
    };
  };
};
