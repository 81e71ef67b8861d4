import { useEffect, useMemo, useSyncExternalStore } from 'react';
import type { typedDraft, typedDraftList } from '../../api/contract/typed-drafts.js';
import type { Reply } from '../api/contract.js';
import { isProblem } from '../api/problem-error.js';
import { request } from '../api/request.js';
import { useSession } from '../session/session.js';
import { createTypedDraft, type TypedDraft, type TypedDraftDeps, type TypedView } from './typed-draft.js';

const PATH = '/api/typed-drafts';

/** This tab, for as long as it lives. (`randomUUID` is there over HTTPS and on localhost alone.) */
const writer = crypto.getRandomValues(new Uint32Array(4)).join('-');

const depsOf = (person: string, place: string): TypedDraftDeps => {
  const path = `${PATH}/${encodeURIComponent(place)}`;
  const key = `reglament.typed.${person}.${place}`;
  return {
    writer,
    read: async () => (await request<Reply<typeof typedDraftList>>('GET', PATH, { query: { place } })).items[0],
    save: (content, revision) =>
      request<Reply<typeof typedDraft>>('PUT', path, {
        body: { content, writer },
        headers: { 'if-match': `"${revision}"` },
      }),
    discard: () => request('DELETE', path),
    isConflict: (error) => isProblem(error, 'precondition-failed'),
    local: {
      get: () => localStorage.getItem(key),
      set: (text) => localStorage.setItem(key, text),
      remove: () => localStorage.removeItem(key),
    },
    timers: {
      set: (run, ms) => setTimeout(run, ms),
      clear: (timer) => clearTimeout(timer as ReturnType<typeof setTimeout> | undefined),
    },
  };
};

/** What is typed at a place: its value, what is said about it, and how to change it. */
export type Typed<Value> = TypedView<Value> &
  Pick<TypedDraft<Value>, 'change' | 'restore' | 'sent' | 'discard' | 'decide'>;

/**
 * What a person types at a place survives leaving, reload, the end of the session and the browser:
 * `const text = useTyped('comment:17', '')`, `<TypedNote typed={text} />`, and `text.sent()` after it was sent.
 * @param place names where it is typed: letters, digits and `: . _ -`
 * @param initial the form before anything is typed; JSON. Only the first one of a place counts
 */
export const useTyped = <Value>(place: string, initial: Value): Typed<Value> => {
  const { name: person } = useSession();
  const draft = useMemo(
    () => createTypedDraft(initial, depsOf(person, place)),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- what is typed outlives another initial value
    [person, place],
  );
  useEffect(() => {
    const align = (): void => void (document.visibilityState === 'visible' ? draft.open() : draft.flush());
    void draft.open();
    document.addEventListener('visibilitychange', align);
    window.addEventListener('focus', align);
    return () => {
      document.removeEventListener('visibilitychange', align);
      window.removeEventListener('focus', align);
      void draft.flush();
    };
  }, [draft]);
  const view = useSyncExternalStore(draft.subscribe, draft.view);
  const { change, restore, sent, discard, decide } = draft;
  return { ...view, change, restore, sent, discard, decide };
};
