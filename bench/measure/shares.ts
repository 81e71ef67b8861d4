/** A number for each name: of processes, of phases. */
export type Shares = Readonly<Record<string, number>>;

/** The sum of all, or of those named. */
export const sumOf = (shares: Shares, names: readonly string[] = Object.keys(shares)): number =>
  names.reduce((sum, name) => sum + (shares[name] ?? 0), 0);

/** What `count` took, for 1,000. */
export const perThousand = (shares: Shares, count: number): Shares =>
  Object.fromEntries(Object.entries(shares).map(([name, value]) => [name, (value * 1_000) / count]));
