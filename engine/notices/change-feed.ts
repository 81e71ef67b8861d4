import { processInstanceKey } from '../keys.js';
import type { ChangeNotice, Notices, StepNotice } from './notices.js';

/** Something that pages show has changed. */
export interface Change {
  /** Of which kind: `instances`, `processes`, `drafts`, `tickets` … */
  readonly topic: string;
  /** Which ones; none: any of the kind. */
  readonly keys: readonly string[];
}

/** What changes in the database, whichever process changed it. */
export interface ChangeFeed {
  /** Tells every process that something changed. */
  tell(topic: string, ...keys: readonly string[]): void;
  /** Called with what changed; `'lost'`: changes may have been missed. Answers how to stop. */
  follow(listener: (changed: readonly Change[] | 'lost') => void): () => void;
}

/** The feed, and how the connection that listens feeds it. */
export interface FedChangeFeed extends ChangeFeed {
  heard(notices: readonly ChangeNotice[]): void;
  stepped(notices: readonly StepNotice[]): void;
  lost(): void;
}

/** Keys by topic, each once. */
const gathered = (notices: readonly ChangeNotice[]): readonly Change[] => {
  const topics = new Map<string, Set<string> | 'any'>();
  for (const [topic, ...keys] of notices) {
    const known = topics.get(topic);
    if (keys.length === 0 || known === 'any') topics.set(topic, 'any');
    else topics.set(topic, new Set([...(known ?? []), ...keys]));
  }
  return [...topics].map(([topic, keys]) => ({ topic, keys: keys === 'any' ? [] : [...keys] }));
};

/** An instance has changed when it was stepped. */
export function createChangeFeed(notices: Pick<Notices, 'changed'>): FedChangeFeed {
  const listeners = new Set<(changed: readonly Change[] | 'lost') => void>();
  const say = (changed: readonly Change[] | 'lost'): void => {
    for (const listener of listeners) listener(changed);
  };
  return {
    tell: (topic, ...keys) => notices.changed(topic, keys),
    follow(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    heard: (heard) => say(gathered(heard)),
    stepped: (heard) =>
      say(gathered(heard.map(([instance]) => ['instances', processInstanceKey(BigInt(instance)).toString()] as const))),
    lost: () => say('lost'),
  };
}
