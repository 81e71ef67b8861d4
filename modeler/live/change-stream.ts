/** What is heard of `GET /api/live`. */
export interface ChangeStreamEvents {
  open(): void;
  /** The connection is gone. `refused`: nobody tries again by itself. */
  lost(refused: boolean): void;
  /** An event as JSON text. */
  change(data: string): void;
}

/** Opens a stream. @returns how to close it */
export type OpenChangeStream = (events: ChangeStreamEvents) => () => void;

/** A stream of its own. */
export const openChangeStream: OpenChangeStream = (events) => {
  const source = new EventSource('/api/live');
  source.addEventListener('open', () => events.open());
  source.addEventListener('error', () => events.lost(source.readyState === EventSource.CLOSED));
  source.addEventListener('change', ({ data }: MessageEvent<string>) => events.change(data));
  return () => source.close();
};
