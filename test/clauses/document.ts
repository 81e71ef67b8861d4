import type { Shown } from './gather.js';

const cell = (text: string): string => text.replaceAll('|', '\\|');

/** `docs/clauses.md`: each clause that is shown, wholly or in part, and by which scenarios. */
export function clauseDocument(shown: readonly Shown[]): string {
  const clauses = [...new Set(shown.map(({ clause }) => clause))];
  const rows = clauses.map((clause) => {
    const scenarios = shown.filter((one) => one.clause === clause);
    const whole = scenarios.some(({ partly }) => !partly);
    const by = scenarios.map(({ scenario, file }) => `${cell(scenario)} (\`${file}\`)`).join('<br>');
    return `| ${clause} | ${whole ? 'whole' : 'partly'} | ${by} |`;
  });
  return [
    '# Clauses',
    '',
    'Which clauses of the requirement catalogue the product shows, and by which scenarios. Made by `npm run clauses`',
    'from the tags of the tests (`test/clauses/shows.ts`); a test fails when it is out of date.',
    '',
    '| clause | shown | by |',
    '| --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}
