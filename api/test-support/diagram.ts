/** A BPMN file with one process. `content`: its elements between start and end, without a diagram. */
export const diagram = (processId: string, content = defaultContent): string => `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
  xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  id="definitions" targetNamespace="http://reglament.example">
  <bpmn:process id="${processId}" name="Process ${processId}" isExecutable="true">
${content}
  </bpmn:process>
</bpmn:definitions>
`;

const defaultContent = `    <bpmn:startEvent id="start"><bpmn:outgoing>f1</bpmn:outgoing></bpmn:startEvent>
    <bpmn:sequenceFlow id="f1" sourceRef="start" targetRef="end" />
    <bpmn:endEvent id="end"><bpmn:incoming>f1</bpmn:incoming></bpmn:endEvent>`;
