/** What the server keeps of a place. */
export interface KeptDraft {
  readonly content: string;
  readonly writer: string;
  readonly revision: number;
  /** ISO 8601. */
  readonly changedAt: string;
}

/** What keeping what is typed needs. */
export interface TypedDraftDeps {
  /** This tab. */
  readonly writer: string;
  read(): Promise<KeptDraft | undefined>;
  /** @throws when it does not stand at `revision` (0: nothing is kept) any more, and `isConflict` says so */
  save(content: string, revision: number): Promise<KeptDraft>;
  discard(): Promise<void>;
  isConflict(error: unknown): boolean;
  /** Kept in this browser until the server has it. */
  readonly local: { get(): string | null; set(text: string): void; remove(): void };
  /** Timers; ms. */
  readonly timers: { set(run: () => void, ms: number): unknown; clear(timer: unknown): void };
}

/** What is said about what is typed. */
export type TypedNote =
  | { readonly state: 'none' | 'unsaved' | 'failed' }
  /** `elsewhere`: another tab or browser has written it last. */
  | { readonly state: 'saved'; readonly at: string; readonly elsewhere: boolean }
  /** It was changed elsewhere, here too: a person decides. */
  | { readonly state: 'conflict'; readonly at: string }
  /** It was sent or discarded elsewhere, and there is something here. */
  | { readonly state: 'gone' };

/** What is typed at a place, as its form shows it. */
export interface TypedView<Value> {
  readonly value: Value;
  readonly note: TypedNote;
  /** Rises when the value was not typed here: forms that keep their values themselves are drawn anew. */
  readonly generation: number;
}

/** What is typed at a place: kept while it is typed, there again, until it was sent. */
export interface TypedDraft<Value> {
  view(): TypedView<Value>;
  subscribe(listener: () => void): () => void;
  /** Looks for what is kept; again when the tab is seen again. */
  open(): Promise<void>;
  change(value: Value): void;
  /** As `change`, for what was not typed just now: forms show it. */
  restore(value: Value): void;
  /** Saves what is not saved, now. */
  flush(): Promise<void>;
  /** It was sent: nothing is kept any more. */
  sent(): Promise<void>;
  /** It is not wanted. @returns what it was */
  discard(): Value;
  /** After `conflict` or `gone`: what is kept elsewhere, or what is here. */
  decide(which: 'elsewhere' | 'here'): Promise<void>;
}

/** Quiet time before saving, and before trying again, in ms. */
export const QUIET = 1_000;
export const RETRY = 5_000;

interface Content<Value> {
  readonly value: Value;
  /** What the form was when nothing had been typed. */
  readonly initial: Value;
}

const parse = <Value>(text: string | null): Partial<Content<Value>> & { readonly revision?: number; sent?: true } => {
  try {
    const read: unknown = JSON.parse(text ?? 'null');
    return typeof read === 'object' && read !== null ? read : {};
  } catch {
    return {};
  }
};

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** Keeps what is typed at one place by one person. Values are JSON. */
export const createTypedDraft = <Value>(initial: Value, deps: TypedDraftDeps): TypedDraft<Value> => {
  const { local, timers } = deps;
  const listeners = new Set<() => void>();
  let view: TypedView<Value> = { value: initial, note: { state: 'none' }, generation: 0 };
  /** What the server has, as far as this tab knows. */
  let revision = 0;
  let dirty = false;
  let other: KeptDraft | undefined;
  let running: Promise<void> | undefined;
  let timer: unknown;
  /** Rises when what is asked of the server meanwhile no longer counts. */
  let turn = 0;

  const show = (next: Partial<TypedView<Value>>): void => {
    view = { ...view, ...next };
    for (const listener of listeners) listener();
  };
  const isUndecided = (): boolean => view.note.state === 'conflict' || view.note.state === 'gone';
  /** Where the browser has no room, the server alone has it, in a moment. */
  const setLocally = (content: object): void => {
    try {
      local.set(JSON.stringify(content));
    } catch {
      return;
    }
  };
  const keepLocally = (): void => setLocally({ value: view.value, initial, revision });
  const valueOf = ({ content }: KeptDraft): Value => {
    const read = parse<Value>(content);
    return read.value === undefined || same(read.value, read.initial) ? initial : read.value;
  };
  const noteOf = ({ changedAt, writer }: KeptDraft): TypedNote =>
    same(view.value, initial)
      ? { state: 'none' }
      : { state: 'saved', at: changedAt, elsewhere: writer !== deps.writer };

  const adopt = (kept: KeptDraft | undefined): void => {
    revision = kept?.revision ?? 0;
    dirty = false;
    other = undefined;
    local.remove();
    const value = kept === undefined ? initial : valueOf(kept);
    if (!same(value, view.value)) show({ value, generation: view.generation + 1 });
    show({ note: kept === undefined ? { state: 'none' } : noteOf(kept) });
  };

  const disagree = (kept: KeptDraft | undefined): void => {
    timers.clear(timer);
    other = kept;
    show({ note: kept === undefined ? { state: 'gone' } : { state: 'conflict', at: kept.changedAt } });
  };

  /** The server has something else than this tab has last seen there. */
  const compare = (kept: KeptDraft | undefined): void => {
    if ((kept?.revision ?? 0) === revision) {
      if (kept !== undefined && !dirty) adopt(kept);
      else if (dirty) schedule(QUIET);
    } else if (kept !== undefined && (!dirty || same(valueOf(kept), view.value))) adopt(kept);
    else if (kept === undefined && same(view.value, initial)) adopt(undefined);
    else disagree(kept);
  };

  const saveOnce = async (): Promise<void> => {
    const now = turn;
    const { value } = view;
    try {
      const kept = await deps.save(JSON.stringify({ value, initial }), revision);
      if (now !== turn) return;
      revision = kept.revision;
      dirty = !same(view.value, value);
      if (dirty) keepLocally();
      else {
        local.remove();
        show({ note: noteOf(kept) });
      }
    } catch (error) {
      if (now !== turn) return;
      if (deps.isConflict(error)) {
        const kept = await deps.read();
        if (now === turn) compare(kept);
      } else {
        show({ note: { state: 'failed' } });
        schedule(RETRY);
      }
    }
  };

  const save = async (): Promise<void> => {
    timers.clear(timer);
    await running;
    if (!dirty || isUndecided()) return;
    running = saveOnce().catch(() => {
      schedule(RETRY);
    });
    await running;
    running = undefined;
    if (dirty && !isUndecided() && view.note.state !== 'failed') schedule(QUIET);
  };

  const schedule = (ms: number): void => {
    timers.clear(timer);
    timer = timers.set(() => void save(), ms);
  };

  /** Nothing is kept any more, here and there. What the server is not told now, it is told when the place is opened. */
  const forget = async (): Promise<void> => {
    turn += 1;
    timers.clear(timer);
    const told = revision > 0 || running !== undefined;
    adopt(undefined);
    if (!told) return;
    setLocally({ sent: true });
    await running;
    const now = turn;
    await deps.discard().then(
      () => now === turn && !dirty && local.remove(),
      () => undefined,
    );
  };

  const change = (value: Value): void => {
    if (same(value, view.value)) return;
    dirty = true;
    show({ value });
    keepLocally();
    if (isUndecided()) return;
    if (view.note.state === 'none' || view.note.state === 'saved') show({ note: { state: 'unsaved' } });
    schedule(QUIET);
  };

  return {
    view: () => view,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    open: async () => {
      if (isUndecided()) return;
      const now = turn;
      const copy = parse<Value>(local.get());
      if (copy.sent === true) {
        await deps.discard().catch(() => undefined);
        if (!dirty) local.remove();
      } else if (!dirty && copy.value !== undefined && !same(copy.value, copy.initial)) {
        revision = copy.revision ?? 0;
        dirty = true;
        show({ value: copy.value, note: { state: 'unsaved' }, generation: view.generation + 1 });
      }
      try {
        const kept = await deps.read();
        if (now === turn && running === undefined) compare(kept);
      } catch {
        if (dirty) schedule(RETRY);
      }
    },
    change,
    restore: (value) => {
      change(value);
      show({ generation: view.generation + 1 });
    },
    flush: save,
    sent: forget,
    discard: () => {
      const { value } = view;
      void forget();
      return value;
    },
    decide: async (which) => {
      const kept = other;
      if (which === 'elsewhere') return adopt(kept);
      revision = kept?.revision ?? 0;
      other = undefined;
      dirty = true;
      show({ note: { state: 'unsaved' } });
      await save();
    },
  };
};
