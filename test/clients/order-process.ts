/**
 * An order: charged by a worker, approved by a person, closed by the message `paid` with the order's id.
 * The BPMN error `no-funds` while charging leads to the end `refused`.
 */
export const orderProcess = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
  xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="definitions" targetNamespace="http://reglament.example">
  <bpmn:process id="order" name="Заказ" isExecutable="true">
    <bpmn:startEvent id="placed"><bpmn:outgoing>f1</bpmn:outgoing></bpmn:startEvent>
    <bpmn:sequenceFlow id="f1" sourceRef="placed" targetRef="charge" />
    <bpmn:serviceTask id="charge" name="Charge the card">
      <bpmn:extensionElements>
        <zeebe:taskDefinition type="charge" retries="1" />
        <zeebe:taskHeaders><zeebe:header key="currency" value="RUB" /></zeebe:taskHeaders>
      </bpmn:extensionElements>
      <bpmn:incoming>f1</bpmn:incoming><bpmn:outgoing>f2</bpmn:outgoing>
    </bpmn:serviceTask>
    <bpmn:boundaryEvent id="noFunds" attachedToRef="charge">
      <bpmn:outgoing>f5</bpmn:outgoing>
      <bpmn:errorEventDefinition errorRef="noFundsError" />
    </bpmn:boundaryEvent>
    <bpmn:sequenceFlow id="f5" sourceRef="noFunds" targetRef="refused" />
    <bpmn:endEvent id="refused"><bpmn:incoming>f5</bpmn:incoming></bpmn:endEvent>
    <bpmn:sequenceFlow id="f2" sourceRef="charge" targetRef="approve" />
    <bpmn:userTask id="approve" name="Approve the order">
      <bpmn:extensionElements>
        <zeebe:userTask />
        <zeebe:assignmentDefinition candidateGroups="accounting, sales" />
      </bpmn:extensionElements>
      <bpmn:incoming>f2</bpmn:incoming><bpmn:outgoing>f3</bpmn:outgoing>
    </bpmn:userTask>
    <bpmn:sequenceFlow id="f3" sourceRef="approve" targetRef="paid" />
    <bpmn:intermediateCatchEvent id="paid">
      <bpmn:incoming>f3</bpmn:incoming><bpmn:outgoing>f4</bpmn:outgoing>
      <bpmn:messageEventDefinition messageRef="paidMessage" />
    </bpmn:intermediateCatchEvent>
    <bpmn:sequenceFlow id="f4" sourceRef="paid" targetRef="closed" />
    <bpmn:endEvent id="closed"><bpmn:incoming>f4</bpmn:incoming></bpmn:endEvent>
  </bpmn:process>
  <bpmn:error id="noFundsError" name="No funds" errorCode="no-funds" />
  <bpmn:message id="paidMessage" name="paid">
    <bpmn:extensionElements><zeebe:subscription correlationKey="=orderId" /></bpmn:extensionElements>
  </bpmn:message>
</bpmn:definitions>
`;

/** A process that a worker alone carries through: what `charge` answers is its result. */
export const quickProcess = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
  xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="definitions" targetNamespace="http://reglament.example">
  <bpmn:process id="quick" isExecutable="true">
    <bpmn:startEvent id="start"><bpmn:outgoing>f1</bpmn:outgoing></bpmn:startEvent>
    <bpmn:sequenceFlow id="f1" sourceRef="start" targetRef="add" />
    <bpmn:serviceTask id="add">
      <bpmn:extensionElements><zeebe:taskDefinition type="add" /></bpmn:extensionElements>
      <bpmn:incoming>f1</bpmn:incoming><bpmn:outgoing>f2</bpmn:outgoing>
    </bpmn:serviceTask>
    <bpmn:sequenceFlow id="f2" sourceRef="add" targetRef="end" />
    <bpmn:endEvent id="end"><bpmn:incoming>f2</bpmn:incoming></bpmn:endEvent>
  </bpmn:process>
</bpmn:definitions>
`;
