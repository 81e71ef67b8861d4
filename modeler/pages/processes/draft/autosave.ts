/** Where saving stands. */
export type SaveState =
  | { readonly state: 'saved'; readonly at: string }
  /** Changed since; will be saved in a moment. */
  | { readonly state: 'unsaved' }
  | { readonly state: 'saving' }
  /** It did not work; tried again by itself. */
  | { readonly state: 'failed'; readonly error: unknown }
  /** Somebody else has changed the draft: a person has to decide. */
  | { readonly state: 'conflict'; readonly error: unknown };

/** What saving needs. */
export interface AutosaveDeps<Content> {
  /** Saves; answers when that was (ISO 8601). */
  save(content: Content): Promise<string>;
  isConflict(error: unknown): boolean;
  onState(state: SaveState): void;
  /** Timers; ms. */
  readonly timers: {
    set(run: () => void, ms: number): unknown;
    clear(timer: unknown): void;
  };
}

/** Saves by itself. */
export interface Autosave<Content> {
  /** There is newer content: saves it shortly after the last change. */
  changed(content: Content): void;
  /** Saves what is not saved, at once. Resolves when it is; rejects with why it could not be. */
  flush(): Promise<void>;
  /** Saves no more. */
  stop(): void;
}

/** Quiet time before saving, and before trying again, in ms. */
export const QUIET = 1_000;
export const RETRY = 5_000;

/** One save at a time; what changes meanwhile is saved after it, the newest only. */
export const createAutosave = <Content>(deps: AutosaveDeps<Content>): Autosave<Content> => {
  const { timers } = deps;
  let waiting: { readonly content: Content } | undefined;
  let running: Promise<void> | undefined;
  let timer: unknown;
  let stopped = false;

  const schedule = (ms: number): void => {
    timers.clear(timer);
    timer = timers.set(() => void saveNow().catch(() => undefined), ms);
  };

  const saveOnce = async (content: Content): Promise<void> => {
    deps.onState({ state: 'saving' });
    try {
      const at = await deps.save(content);
      deps.onState(waiting === undefined ? { state: 'saved', at } : { state: 'unsaved' });
    } catch (error) {
      waiting ??= { content };
      if (deps.isConflict(error)) {
        stopped = true;
        deps.onState({ state: 'conflict', error });
      } else {
        deps.onState({ state: 'failed', error });
        if (!stopped) schedule(RETRY);
      }
      throw error;
    }
  };

  const saveNow = async (): Promise<void> => {
    timers.clear(timer);
    await running?.catch(() => undefined);
    if (waiting === undefined || stopped) return;
    const { content } = waiting;
    waiting = undefined;
    running = saveOnce(content).finally(() => {
      running = undefined;
    });
    await running;
  };

  return {
    changed: (content) => {
      waiting = { content };
      if (stopped) return;
      if (running === undefined) deps.onState({ state: 'unsaved' });
      schedule(QUIET);
    },
    flush: async () => {
      await saveNow();
      if (waiting !== undefined) await saveNow();
    },
    stop: () => {
      stopped = true;
      timers.clear(timer);
    },
  };
};
