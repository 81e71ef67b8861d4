import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import ts from 'typescript';
import { messageInRussian, sayFinding } from './say-finding.js';

const bpmn = join(import.meta.dirname, '../../../bpmn');

/** The text of a literal, with 7 wherever a value is put in. */
const textOf = (node: ts.Node): string | undefined => {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return undefined;
  return node.head.text + node.templateSpans.map(({ literal }) => `7${literal.text}`).join('');
};

/** Literals of the checks that are whole sentences: what a finding may say. */
const sentences = (file: string): string[] => {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const text = textOf(node);
    if (text !== undefined && /^[A-Z7'].* .*\.$/.test(text)) found.push(text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2022));
  return found;
};

/** Sentences of which an essential part is put in. */
const completed = ['7 is not 7.', "'7' is not FEEL7: 7.", 'The sequence flow has no 7 element.'];

const files = [
  ...readdirSync(join(bpmn, 'check'))
    .filter((name) => !name.endsWith('.test.ts'))
    .map((name) => join(bpmn, 'check', name)),
  ...['compile', 'embedded-form', 'reading-findings', 'unsupported', 'xml'].map((name) =>
    join(bpmn, 'read', `${name}.ts`),
  ),
  join(bpmn, 'deploy.ts'),
];

describe('the findings in Russian', () => {
  it('exist for everything that the checks say', () => {
    const said = files.flatMap(sentences);
    expect(said.length).toBeGreaterThan(50);
    const unknown = said.filter((text) => messageInRussian(text) === undefined && !completed.includes(text));
    expect(unknown).toEqual([]);
  });

  it('keep what differs from case to case', () => {
    expect(messageInRussian('"2 h" is not a duration like PT2H30M or P1D.')).toBe(
      '"2 h" — не длительность вида PT2H30M или P1D.',
    );
    expect(messageInRussian("The id 'a' is used twice (line 7).")).toBe('Id «a» использован дважды (строка 7).');
  });

  it('say what is wrong with an expression', () => {
    expect(messageInRussian("'amount >' is not FEEL at position 9: the expression is incomplete.")).toBe(
      '«amount >» — не выражение FEEL, знак 9: выражение не закончено.',
    );
    expect(messageInRussian(`'a + ) 1' is not FEEL at position 5: unexpected ")".`)).toBe(
      '«a + ) 1» — не выражение FEEL, знак 5: здесь не может стоять ")".',
    );
  });

  it('are said in the language of the page, in English where there is no Russian', () => {
    const finding = { severity: 'error', rule: 'timer-value', message: 'The timer has no value.' } as const;
    expect(sayFinding(finding, 'en')).toBe('The timer has no value.');
    expect(sayFinding(finding, 'ru')).toBe('У таймера нет значения.');
    expect(sayFinding({ ...finding, message: 'Something new!' }, 'ru')).toBe('Something new!');
  });
});
