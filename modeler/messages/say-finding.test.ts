import { describe, expect, it } from '@jest/globals';
import { findingTexts, kindName, placesOf, readDiagram, type Finding } from '../../bpmn/deploy.js';
import { between, diagram, extended, flows } from '../../bpmn/test-support/diagram.js';
import { findingsRu } from './findings-ru.js';
import { kindInRussian } from './kinds-ru.js';
import { ruleInRussian, sayFinding } from './say-finding.js';
import { xmlFaultInRussian } from './xml-faults-ru.js';

/** The first finding of a task between start and end, in Russian. */
const said = async (task: string): Promise<string | undefined> => {
  const { findings } = await readDiagram(diagram(between(task) + flows('start -> task, task -> end')));
  return findings[0] && sayFinding(findings[0], 'ru');
};

const service = (type: string): string =>
  `<bpmn:serviceTask id="task">${extended(`<zeebe:taskDefinition type="${type}"/>`)}</bpmn:serviceTask>`;

describe('the findings of the deploy checks', () => {
  it('are worded in both languages, each rule with the same parameters', () => {
    const places = (texts: Readonly<Record<string, string>>): object =>
      Object.fromEntries(Object.entries(texts).map(([rule, text]) => [rule, [...placesOf(text)].sort()]));
    expect(places(findingsRu)).toEqual(places(findingTexts));
  });

  it('are Russian in Russian', () => {
    expect(Object.values(findingsRu).filter((text) => !/^[«А-ЯIB{].*[а-я].*\.$/.test(text))).toEqual([]);
  });

  it('keep what differs from case to case', async () => {
    expect(await said(service('=amount >'))).toBe('«amount >» — не выражение FEEL, знак 9: выражение не закончено.');
    expect(await said(service('=a + ) 1'))).toBe('«a + ) 1» — не выражение FEEL, знак 5: здесь не может стоять «)».');
    expect(ruleInRussian('duplicate-id', { id: 'a', line: 7 })).toBe('Id «a» использован дважды (строка 7).');
  });

  it('name elements and what is wrong with XML in Russian, too', async () => {
    expect(await said('<bpmn:businessRuleTask id="task"/>')).toBe('Не поддерживается: задача бизнес-правила.');
    const { findings } = await readDiagram('<a');
    expect(findings.map((finding) => sayFinding(finding, 'ru'))).toEqual([
      'Файл — не BPMN 2.0 XML: строка 1, столбец 1: тег не закрыт.',
    ]);
  });

  it('call other elements by their names where the canvas knows them, ids stay ids', async () => {
    const starts = '<bpmn:startEvent id="a" name="Заявка"/><bpmn:startEvent id="b"/><bpmn:endEvent id="e"/>';
    const { findings } = await readDiagram(diagram(starts + flows('a -> e, b -> e')));
    const finding = findings.find(({ rule }) => rule === 'several-none-start-events')!;
    const nameOf = (id: string): string | undefined => (id === 'a' ? 'Заявка' : undefined);
    expect(sayFinding(finding, 'ru', nameOf)).toBe('Начальное событие может быть одно; уже есть «Заявка».');
    expect(sayFinding(finding, 'en', nameOf)).toBe(
      'There can be only one none start event; there already is “Заявка”.',
    );
    expect(sayFinding(finding, 'ru')).toBe('Начальное событие может быть одно; уже есть a.');
  });

  it('stay English where there is no Russian', () => {
    const finding: Finding = { severity: 'error', rule: 'nesting', parameters: {}, message: 'Too deep.' };
    expect(sayFinding(finding, 'en')).toBe('Too deep.');
    expect(ruleInRussian('not-utf-8', {})).toBe('Кодировка в файле не указана, и это не UTF-8.');
    expect(ruleInRussian('something-new', {})).toBeUndefined();
    expect(ruleInRussian('duplicate-id', { id: 'a' })).toBeUndefined();
  });
});

describe('the kinds of elements in Russian', () => {
  const events = ['Start', 'IntermediateCatch', 'IntermediateThrow', 'Boundary', 'End'];
  const causes = 'Message Timer Error Escalation Signal Conditional Compensate Cancel Link Terminate'.split(' ');

  it('are there for every event and cause', () => {
    const kinds = events.flatMap((event) => [
      `bpmn:${event}Event`,
      ...causes.map((cause) => `bpmn:${event}Event/bpmn:${cause}EventDefinition`),
    ]);
    expect(kinds.filter((kind) => /[a-z]/.test(kindInRussian(kind)))).toEqual([]);
    expect(kindInRussian('bpmn:BoundaryEvent/bpmn:SignalEventDefinition')).toBe('граничное событие-сигнал');
    expect(kindInRussian('bpmn:EndEvent/bpmn:TimerEventDefinition')).toBe('конечное событие (таймер)');
  });

  it('are English where nobody has translated them', () => {
    expect(kindInRussian('bpmn:ChoreographyTask')).toBe(kindName('bpmn:ChoreographyTask'));
    expect(xmlFaultInRussian('something else')).toBe('something else');
  });
});
