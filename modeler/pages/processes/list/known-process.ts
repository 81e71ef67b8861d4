import { queryOptions } from '@tanstack/react-query';
import type { processList } from '../../../../api/contract/processes.js';
import type { Reply } from '../../../api/contract.js';
import { request } from '../../../api/request.js';
import { keyOf } from '../../../query/keys.js';
import type { ProcessRow } from './process-queries.js';

/** What there is of a process: its newest version, and its drafts, the one changed last first. */
export interface KnownProcess {
  readonly latest: ProcessRow['latest'];
  readonly drafts: readonly (NonNullable<ProcessRow['draft']> & { readonly name: string })[];
}

/** More drafts of one process than these are not offered. */
const MOST = 100;

/** Is there anything under this id? */
export const isKnown = ({ latest, drafts }: KnownProcess): boolean => latest !== null || drafts.length > 0;

/** What there is under the id of a process. */
export const knownProcessQuery = (processId: string) =>
  queryOptions({
    queryKey: keyOf('processes', 'known', processId),
    queryFn: async ({ signal }): Promise<KnownProcess> => {
      const query = { processId, limit: MOST };
      const { items } = await request<Reply<typeof processList>>('GET', '/api/processes', { query, signal });
      return {
        latest: items.find(({ latest }) => latest !== null)?.latest ?? null,
        drafts: items
          .flatMap(({ name, draft }) => (draft === null ? [] : [{ ...draft, name }]))
          .sort((one, other) => other.changedAt.localeCompare(one.changedAt)),
      };
    },
  });
