import { expect, it } from '@jest/globals';
import { BpmnModdle } from 'bpmn-moddle';
import { definitions } from '../../bpmn/test-support/diagram.js';
import { diagramFor, diagramsOf } from './diagrams-of.js';

const DI = 'xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI"';
const picture = (id: string, plane: string, more = ''): string =>
  `<bpmndi:BPMNDiagram ${DI} id="${id}" ${more}><bpmndi:BPMNPlane id="${id}-p" bpmnElement="${plane}"/></bpmndi:BPMNDiagram>`;

it('offers diagrams of processes and collaborations by name, not those of sub-processes', async () => {
  const xml = definitions(
    '<bpmn:collaboration id="both"><bpmn:participant id="p1" processRef="one"/><bpmn:participant id="p2" processRef="two"/></bpmn:collaboration>' +
      '<bpmn:process id="one" name="Buy"><bpmn:subProcess id="sub"><bpmn:task id="t"/></bpmn:subProcess></bpmn:process><bpmn:process id="two"/>' +
      picture('d0', 'both') +
      picture('d1', 'one') +
      picture('d2', 'two', 'name="Sale"') +
      picture('d3', 'sub'),
  );
  const { rootElement } = await new BpmnModdle({}).fromXML(xml);
  expect(diagramsOf(rootElement)).toEqual([
    { id: 'd0', name: 'Buy, two', processes: ['one', 'two'] },
    { id: 'd1', name: 'Buy', processes: ['one'] },
    { id: 'd2', name: 'Sale', processes: ['two'] },
  ]);
  const chosen = (wanted?: string): string | undefined => diagramFor(diagramsOf(rootElement), wanted)?.id;
  expect([chosen(), chosen('d2'), chosen('two'), chosen('gone')]).toEqual(['d0', 'd2', 'd0', 'd0']);
});
