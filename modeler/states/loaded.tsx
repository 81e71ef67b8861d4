import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ErrorState } from './error-state.js';
import { LoadingRows } from './loading.js';

export interface LoadedProps<Data> {
  readonly query: UseQueryResult<Data>;
  /** Shown before there is an answer; grey rows when nothing is given. */
  readonly loading?: ReactNode;
  readonly children: (data: Data) => ReactNode;
}

/** What a query answered, or that it is on its way, or why it failed. Data that is there stays while it is asked again. */
export const Loaded = <Data,>({ query, loading = <LoadingRows />, children }: LoadedProps<Data>) => {
  if (query.data !== undefined) return children(query.data);
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  return loading;
};
