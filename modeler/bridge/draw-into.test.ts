import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { between, definitions, diagram, flows } from '../../bpmn/test-support/diagram.js';
import { DiagramError } from './diagram-error.js';
import { drawInto } from './draw-into.js';

/** The diagram that the README tells people to deploy. */
const readme = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8');
const hello = /<<'XML'\n([^]*?)\nXML\n/.exec(readme)?.[1] ?? '';

/** The XML that the canvas gets. */
const drawn = async (xml: string): Promise<string> => {
  let got = '';
  await drawInto({ importXML: (given) => Promise.resolve(void (got = given)) }, xml);
  return got;
};

/** The XML that the canvas gets, and the diagram that it is to draw. */
const drawnOf = async (xml: string, process: string): Promise<{ readonly xml: string; readonly diagram?: string }> => {
  let got: { readonly xml: string; readonly diagram?: string } = { xml: '' };
  const importXML = (given: string, diagram?: string): Promise<void> =>
    Promise.resolve(void (got = { xml: given, ...(diagram === undefined ? {} : { diagram }) }));
  await drawInto({ importXML }, xml, process);
  return got;
};

/** Elements that have a place in the XML. */
const placesIn = (xml: string): string[] =>
  [...xml.matchAll(/<bpmndi:BPMN(?:Shape|Edge) [^>]*bpmnElement="([^"]+)"/g)].map(([, id]) => id!).sort();

/** Why it cannot be drawn by a canvas that finds nothing wrong, or says why. */
const refusal = async (xml: string, said?: string): Promise<DiagramError | undefined> => {
  const importXML = (): Promise<void> => (said === undefined ? Promise.resolve() : Promise.reject(new Error(said)));
  try {
    await drawInto({ importXML }, xml);
    return undefined;
  } catch (error) {
    return error instanceof DiagramError ? error : undefined;
  }
};

describe('a diagram without positions', () => {
  it('is laid out, as the one of the README', async () => {
    expect(placesIn(await drawn(hello))).toEqual(['check', 'end', 'f1', 'f2', 'start']);
  });

  it('gets its flows, though its elements do not tell them', async () => {
    const xml = diagram(between('<bpmn:task id="task"/>') + flows('start -> task, task -> end'));
    expect(xml).not.toContain('bpmn:incoming');
    expect(placesIn(await drawn(xml))).toEqual(['end', 'start', 'start-task', 'task', 'task-end']);
  });

  it('gets them inside of its sub-processes, too', async () => {
    const inside = `<bpmn:startEvent id="a"/><bpmn:endEvent id="b"/>${flows('a -> b')}`;
    const xml = diagram(
      between(`<bpmn:subProcess id="sub">${inside}</bpmn:subProcess>`) + flows('start -> sub, sub -> end'),
    );
    expect(placesIn(await drawn(xml))).toEqual(['a', 'a-b', 'b', 'end', 'start', 'start-sub', 'sub', 'sub-end']);
  });

  it('is one with an empty plane, or with a shape in a comment', async () => {
    const plane =
      '<bpmndi:BPMNDiagram xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI"><bpmndi:BPMNPlane bpmnElement="process"/></bpmndi:BPMNDiagram>';
    const comment = '<!-- <bpmndi:BPMNShape bpmnElement="start"/> -->';
    const xml = diagram(between('') + flows('start -> end'), plane + comment);
    expect(placesIn(await drawn(xml))).toEqual(expect.arrayContaining(['end', 'start', 'start-end']));
  });

  it('keeps its positions where it has some', async () => {
    const laidOut = await drawn(hello);
    expect(await drawn(laidOut)).toBe(laidOut);
  });
});

describe('what cannot be drawn', () => {
  it.each([
    ['', 'not-bpmn'],
    ['no XML', 'not-bpmn'],
    [hello.slice(0, -30), 'not-bpmn'],
    ['<html/>', 'not-definitions'],
  ])('%.20s', async (xml, rule) => {
    const error = await refusal(xml);
    expect(error?.finding?.rule).toBe(rule);
    expect(error?.message).toBe(error?.finding?.message);
  });

  it('is told as the canvas tells it where the checks find nothing', async () => {
    const error = await refusal(definitions(''), 'no diagram to display');
    expect(error?.finding?.rule).toBe('no-executable-process');
    const notToRun = hello.replace('isExecutable="true"', 'isExecutable="false"');
    expect(await refusal(notToRun, 'out of paint')).toMatchObject({ message: 'out of paint', finding: undefined });
    expect(await refusal(hello, 'out of paint')).toMatchObject({ message: 'out of paint', finding: undefined });
  });
});

describe('one process of a file with several', () => {
  const di =
    'xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"';
  const process = (id: string): string =>
    `<bpmn:process id="${id}" isExecutable="true"><bpmn:startEvent id="${id}-start"/><bpmn:endEvent id="${id}-end"/>` +
    `${flows(`${id}-start -> ${id}-end`)}</bpmn:process>`;
  const two = process('one') + process('two');
  const picture = (id: string | undefined, plane: string, shape: string): string =>
    `<bpmndi:BPMNDiagram ${di}${id === undefined ? '' : ` id="${id}"`}><bpmndi:BPMNPlane bpmnElement="${plane}">` +
    `<bpmndi:BPMNShape bpmnElement="${shape}"><dc:Bounds x="0" y="0" width="36" height="36"/></bpmndi:BPMNShape>` +
    '</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>';

  it('is drawn by its own diagram', async () => {
    const xml = definitions(two + picture('first', 'one', 'one-start') + picture('second', 'two', 'two-start'));
    expect(await drawnOf(xml, 'two')).toEqual({ xml, diagram: 'second' });
    expect(await drawnOf(xml, 'one')).toEqual({ xml, diagram: 'first' });
  });

  it('is drawn by the diagram of the collaboration that it takes part in', async () => {
    const parties = ['one', 'two'].map((id) => `<bpmn:participant id="party-${id}" processRef="${id}"/>`).join('');
    const both = `<bpmn:collaboration id="both">${parties}</bpmn:collaboration>`;
    const xml = definitions(both + two + picture('all', 'both', 'party-one'));
    expect(await drawnOf(xml, 'two')).toEqual({ xml, diagram: 'all' });
  });

  it('is drawn by its own diagram also when that has no id', async () => {
    const xml = definitions(two + picture(undefined, 'one', 'one-start') + picture(undefined, 'two', 'two-start'));
    expect(placesIn((await drawnOf(xml, 'two')).xml)).toEqual(['two-start']);
  });

  it('is laid out alone where only others have been drawn, or none', async () => {
    for (const drawing of ['', picture('first', 'one', 'one-start')]) {
      const { xml, diagram: chosen } = await drawnOf(definitions(two + drawing), 'two');
      expect(placesIn(xml)).toEqual(['two-end', 'two-start', 'two-start-two-end']);
      expect(chosen).toBeUndefined();
    }
  });
});
