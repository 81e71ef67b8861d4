import type { KnownProcess } from '../list/known-process.js';

/**
 * The draft that a person means who wants to change a version: the only one, if it was made from this version or the
 * version is the newest. Undefined where there are several, or where the only one would not begin from what was looked at.
 */
export const openedDirectly = ({ latest, drafts }: KnownProcess, processDefinitionKey: string): string | undefined => {
  const [draft, ...others] = drafts;
  if (draft === undefined || others.length > 0) return undefined;
  const meant = draft.basedOn === processDefinitionKey || latest?.processDefinitionKey === processDefinitionKey;
  return meant ? draft.id : undefined;
};
