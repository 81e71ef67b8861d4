/** So many different sources are kept; beyond that the ones met first are given up. */
const limit = 10_000;

/** Makes something of each distinct source once and keeps it. `make` is pure, so nobody can tell the difference. */
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
