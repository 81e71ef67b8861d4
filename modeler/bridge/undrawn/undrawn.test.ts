import { describe, expect, it } from '@jest/globals';
import { BpmnModdle } from 'bpmn-moddle';
import { between, definitions, diagram, flows } from '../../../bpmn/test-support/diagram.js';
import { placeUndrawn } from './place-undrawn.js';
import { undrawnIn } from './undrawn.js';

const spaces =
  'xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" ' +
  'xmlns:di="http://www.omg.org/spec/DD/20100524/DI"';
const shape = (id: string, x: number, bounds = true): string =>
  `<bpmndi:BPMNShape id="${id}_di" bpmnElement="${id}">${bounds ? `<dc:Bounds x="${x}" y="80" width="40" height="40"/>` : ''}</bpmndi:BPMNShape>`;
const edge = (id: string, points: string): string =>
  `<bpmndi:BPMNEdge id="${id}_di" bpmnElement="${id}">${points}</bpmndi:BPMNEdge>`;
const POINTS = '<di:waypoint x="140" y="100"/><di:waypoint x="200" y="100"/>';
const picture = (parts: string, plane = 'process'): string =>
  `<bpmndi:BPMNDiagram ${spaces} id="d-${plane}"><bpmndi:BPMNPlane id="p-${plane}" bpmnElement="${plane}">${parts}</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>`;

const process = between('<bpmn:userTask id="check" name="Check"/>') + flows('start -> check, check -> end');

const idsOf = async (xml: string): Promise<(string | undefined)[]> =>
  undrawnIn((await new BpmnModdle({}).fromXML(xml)).rootElement).map(({ id }) => id);

const boundsOf = (xml: string, id: string): string | undefined =>
  new RegExp(`bpmnElement="${id}"[^>]*>\\s*<dc:Bounds ([^>]*?) ?/>`).exec(xml)?.[1];

describe('what no diagram of a file draws', () => {
  it('is nothing where everything has a place', async () => {
    const all = [
      shape('start', 100),
      shape('check', 200),
      shape('end', 300),
      edge('start-check', POINTS),
      edge('check-end', POINTS),
    ];
    expect(await idsOf(diagram(process, picture(all.join(''))))).toEqual([]);
  });

  it('is what has no part, a shape without a rectangle, a line without points, and flows to them', async () => {
    const parts = [shape('start', 100), shape('check', 200, false), edge('start-check', POINTS), edge('check-end', '')];
    expect(await idsOf(diagram(process, picture(parts.join(''))))).toEqual([
      'check',
      'end',
      'start-check',
      'check-end',
    ]);
  });

  it('is in sub-processes, lanes and further processes, too', async () => {
    const inside = '<bpmn:subProcess id="sub"><bpmn:task id="inner"/></bpmn:subProcess>';
    const lanes = '<bpmn:laneSet id="set"><bpmn:lane id="lane"/></bpmn:laneSet>';
    const more = '<bpmn:process id="other"><bpmn:task id="alone"/></bpmn:process>';
    expect(await idsOf(diagram(lanes + inside, more + picture(shape('sub', 100))))).toEqual(['lane', 'inner', 'alone']);
  });
});

describe('placing what is not drawn', () => {
  it('leaves what is drawn where it is, and puts the rest below it, with its flows', async () => {
    const parts = [shape('start', 100), shape('check', 200, false), edge('start-check', POINTS)];
    const xml = diagram(process, picture(parts.join('')));
    const placed = await placeUndrawn(xml);
    expect(await idsOf(placed)).toEqual([]);
    expect(boundsOf(placed, 'start')).toBe('x="100" y="80" width="40" height="40"');
    expect(placed.match(/bpmnElement="check"/g)).toHaveLength(1);
    for (const id of ['check', 'end'])
      expect(Number(/y="(\d+)/.exec(boundsOf(placed, id) ?? '')?.[1])).toBeGreaterThanOrEqual(180);
    expect(placed).toContain('name="Check"');
  });

  it('draws a diagram for a process that has none, and keeps the others', async () => {
    const xml = definitions(
      `<bpmn:process id="one"><bpmn:task id="a"/></bpmn:process><bpmn:process id="two"><bpmn:task id="b"/></bpmn:process>${picture(shape('a', 100), 'one')}`,
    );
    const placed = await placeUndrawn(xml);
    expect(await idsOf(placed)).toEqual([]);
    expect(placed).toContain('bpmnElement="two"');
    expect(boundsOf(placed, 'a')).toBe('x="100" y="80" width="40" height="40"');
  });
});
