/**
 * The name of a scenario with the clauses of the requirement catalogue that it shows: `shows('keeps its number',
 * 'PRO-02', 'PRO-11 (partly)')`. `npm run clauses` gathers them into docs/clauses.md.
 */
export const shows = (scenario: string, ...clauses: readonly string[]): string => `${scenario} [${clauses.join(', ')}]`;
