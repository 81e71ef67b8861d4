/** So many different sources are remembered; beyond that the oldest ones are dropped. */
const limit = 10_000;

/** Calls `make`, which is pure, once for each distinct source and remembers the result. */
export function memoize<T>(make: (source: string) => T): (source: string) => T {
  const kept = new Map<string, { readonly made: T }>();
  return (source) => {
    const found = kept.get(source);
    if (found !== undefined) return found.made;
    const made = make(source);
    const [oldest] = kept.size >= limit ? kept.keys() : [];
    if (oldest !== undefined) kept.delete(oldest);
    kept.set(source, { made });
    return made;
  };
}
