import { queryOptions } from '@tanstack/react-query';
import type { readiness } from '../../../api/contract/health.js';
import type { Reply } from '../../api/contract.js';
import { request } from '../../api/request.js';
import { keyOf } from '../../query/keys.js';

type Readiness = Reply<typeof readiness>;

/** How often is asked which parts are there, in ms; a page that nobody sees does not ask. */
const OFTEN = 15_000;

/** Which parts of the product are there. */
export const readinessQuery = queryOptions({
  queryKey: keyOf('parts'),
  queryFn: ({ signal }) => request<Readiness>('GET', '/health/ready', { signal }),
  refetchInterval: OFTEN,
  refetchIntervalInBackground: false,
});

/**
 * What is away and lets something wait: the worker, which also brings the signs of life of Temporal, else Temporal.
 * Nothing before it is known.
 */
export const awayIn = (readiness: Readiness | undefined): 'worker' | 'temporal' | undefined => {
  if (readiness?.parts.worker === 'down') return 'worker';
  return readiness?.parts.temporal === 'down' ? 'temporal' : undefined;
};
