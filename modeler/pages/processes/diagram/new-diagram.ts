/** Ids have to be unique among all processes of the product. */
const freshId = (): string =>
  [...crypto.getRandomValues(new Uint8Array(5))].map((byte) => (byte % 36).toString(36)).join('');

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/** An id for a process that no other has. */
export const freshProcessId = (id = freshId()): string => `process-${id}`;

/** What a new diagram is called and begins with. */
export interface NewDiagram {
  readonly processId: string;
  readonly xml: string;
}

/** An executable process with a start event: the least that makes sense, ready to be drawn on. */
export const newDiagram = (name: string, id = freshId()): NewDiagram => {
  const processId = freshProcessId(id);
  return {
    processId,
    xml: `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
  xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"
  xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:modeler="http://camunda.org/schema/modeler/1.0"
  id="Definitions_${id}" targetNamespace="http://reglament.dev/diagrams"
  exporter="Reglament" modeler:executionPlatform="Camunda Cloud" modeler:executionPlatformVersion="8.8.0">
  <bpmn:process id="${processId}" name="${escaped(name)}" isExecutable="true">
    <bpmn:startEvent id="StartEvent_${id}" />
  </bpmn:process>
  <bpmndi:BPMNDiagram id="Diagram_${id}">
    <bpmndi:BPMNPlane id="Plane_${id}" bpmnElement="${processId}">
      <bpmndi:BPMNShape id="StartEvent_${id}_di" bpmnElement="StartEvent_${id}">
        <dc:Bounds x="182" y="202" width="36" height="36" />
      </bpmndi:BPMNShape>
    </bpmndi:BPMNPlane>
  </bpmndi:BPMNDiagram>
</bpmn:definitions>
`,
  };
};
