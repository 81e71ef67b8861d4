import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { isProblem } from '../../../api/problem-error.js';
import { createAutosave, type Autosave, type SaveState } from './autosave.js';
import { saveDraft, type Draft, type DraftContent } from './draft-requests.js';
import { dropCopy, keepCopy } from './local-copy.js';

/** Saving of an open draft. */
export interface DraftSaving {
  readonly state: SaveState;
  /** The draft was drawn on: kept in the browser at once, on the server in a moment. */
  changed(content: DraftContent): void;
  /** Saves now. Rejects with why that was not possible. */
  flush(): Promise<void>;
}

/** Saves a draft by itself for as long as it is open. */
export const useDraftSaving = (draft: Draft, onSaved: (draft: Draft) => void): DraftSaving => {
  const [state, setState] = useState<SaveState>({ state: 'saved', at: draft.changedAt });
  const revision = useRef(draft.revision);
  const autosave = useRef<Autosave<DraftContent>>(undefined);
  const saved = useEffectEvent(onSaved);
  const { id } = draft;

  useEffect(() => {
    const saving = createAutosave<DraftContent>({
      save: async (content) => {
        const now = await saveDraft(id, revision.current, content);
        revision.current = now.revision;
        dropCopy(localStorage, id);
        saved(now);
        return now.changedAt;
      },
      isConflict: (error) => isProblem(error, 'precondition-failed') || isProblem(error, 'not-found'),
      onState: setState,
      timers: { set: (run, ms) => setTimeout(run, ms), clear: (timer) => clearTimeout(timer as number | undefined) },
    });
    autosave.current = saving;
    return () => {
      saving
        .flush()
        .catch(() => undefined)
        .finally(() => saving.stop());
    };
  }, [id]);

  return {
    state,
    changed: (content) => {
      keepCopy(localStorage, id, { revision: revision.current, content, at: new Date().toISOString() });
      autosave.current?.changed(content);
    },
    flush: () => autosave.current?.flush() ?? Promise.resolve(),
  };
};
