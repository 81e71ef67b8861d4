type Fault = Readonly<Record<string, unknown>>;

/** An error and everything it was caused by, as `pg`, Prisma and its driver adapters nest them. */
export function* faultsOf(error: unknown, depth = 0): Generator<Fault> {
  if (typeof error !== 'object' || error === null || depth > 5) return;
  const fault = error as Fault;
  yield fault;
  yield* faultsOf(fault['cause'], depth + 1);
  yield* faultsOf((fault['meta'] as Fault | undefined)?.['driverAdapterError'], depth + 1);
  if (Array.isArray(fault['errors'])) for (const inner of fault['errors']) yield* faultsOf(inner, depth + 1);
}

/** A member that is a text, else the empty text. */
export const textOf = (fault: Fault, member: string): string => {
  const value = fault[member];
  return typeof value === 'string' ? value : '';
};
