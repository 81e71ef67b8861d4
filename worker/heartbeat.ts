import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { Heartbeats } from '../engine/index.js';
import type { Logger } from './logger.js';

/** A part of this process and whether it is alive now. */
export type Parts = Readonly<Record<string, () => boolean>>;

const EVERY_MS = 5_000;

/** Tells at once and every few seconds which parts of this process are alive. */
export function startHeartbeat(options: {
  readonly heartbeats: Heartbeats;
  readonly parts: Parts;
  readonly logger: Logger;
  readonly everyMs?: number;
}): { beat(): void; stop(): Promise<void> } {
  const { heartbeats, parts, logger, everyMs = EVERY_MS } = options;
  const process = `${hostname()}/${randomUUID()}`;
  let beating: Promise<void> = Promise.resolve();
  const beat = (): void => {
    const alive = Object.entries(parts).flatMap(([part, lives]) => (lives() ? [part] : []));
    beating = heartbeats
      .beat(process, alive)
      .catch((error: unknown) => logger.debug({ err: error }, 'a heartbeat could not be written'));
  };
  beat();
  const timer = setInterval(beat, everyMs);
  return {
    beat,
    async stop() {
      clearInterval(timer);
      await beating;
    },
  };
}
