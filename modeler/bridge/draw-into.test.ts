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
    expect(await refusal(hello, 'out of paint')).toMatchObject({ message: 'out of paint', finding: undefined });
  });
});
