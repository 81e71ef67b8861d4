import { expect, it } from '@jest/globals';
import { definitions } from '../../bpmn/test-support/diagram.js';
import { withProcessId } from './with-process-id.js';

it('gives a process another id, and what refers to it refers to it still', async () => {
  const xml = definitions(
    '<bpmn:collaboration id="c"><bpmn:participant id="p" processRef="order"/></bpmn:collaboration>' +
      '<bpmn:process id="order" name="Order"><bpmn:task id="t"/></bpmn:process><bpmn:process id="other"/>' +
      '<bpmndi:BPMNDiagram xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" id="d"><bpmndi:BPMNPlane id="pl" bpmnElement="order"/></bpmndi:BPMNDiagram>',
  );
  const changed = await withProcessId(xml, 'order', 'order-2');
  expect(changed).toContain('processRef="order-2"');
  expect(changed).toContain('bpmnElement="order-2"');
  expect(changed).toContain('<bpmn:process id="order-2" name="Order"');
  expect(changed).toContain('<bpmn:process id="other"');
  expect(await withProcessId(xml, 'nobody', 'x')).toBe(xml);
});
