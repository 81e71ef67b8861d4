import type { Instant } from '../../../../bpmn/index.js';

interface Entry {
  readonly key: string;
  readonly due: Instant;
  readonly fire: () => void;
}

/** Everything that falls due at some instant: timers, timer starts, ends of message lifetimes. */
export class TimerBook {
  private readonly entries = new Map<string, Entry>();

  /** Replaces an entry of the same key. */
  set(key: string, due: Instant, fire: () => void): void {
    this.entries.delete(key);
    this.entries.set(key, { key, due, fire });
  }

  cancel(key: string): void {
    this.entries.delete(key);
  }

  /** Takes out the entry that is due first, by `until` at the latest; of those due together the one set first. */
  takeDue(until: Instant): Entry | undefined {
    let next: Entry | undefined;
    for (const entry of this.entries.values()) {
      if (entry.due <= until && (next === undefined || entry.due < next.due)) next = entry;
    }
    if (next !== undefined) this.entries.delete(next.key);
    return next;
  }
}
