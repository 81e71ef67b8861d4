/** Words of the process that pictures show. */
interface Words {
  readonly process: string;
  readonly received: string;
  readonly approve: string;
  readonly decided: string;
  readonly yes: string;
  readonly no: string;
  readonly grant: string;
  readonly granted: string;
  readonly explain: string;
  readonly refused: string;
  readonly late: string;
  readonly remind: string;
  readonly reminded: string;
  readonly request: string;
  readonly decision: string;
  readonly approveIt: string;
  readonly refuseIt: string;
  readonly until: string;
  readonly reason: string;
  readonly reasonHint: string;
}

const words = {
  en: {
    process: 'Access request',
    received: 'Request received',
    approve: 'Approve the access',
    decided: 'Approved?',
    yes: 'yes',
    no: 'no',
    grant: 'Grant the access',
    granted: 'Access granted',
    explain: 'Explain the refusal',
    refused: 'Refused',
    late: '4 hours',
    remind: 'Remind the approver',
    reminded: 'Reminded',
    request: '**{{person}}** asks for access to **{{system}}**.',
    decision: 'Decision',
    approveIt: 'Approve',
    refuseIt: 'Refuse',
    until: 'Access until',
    reason: 'Reason',
    reasonHint: 'The person reads it in the answer.',
  },
  ru: {
    process: 'Заявка на доступ',
    received: 'Заявка поступила',
    approve: 'Согласовать доступ',
    decided: 'Согласовано?',
    yes: 'да',
    no: 'нет',
    grant: 'Выдать доступ',
    granted: 'Доступ выдан',
    explain: 'Объяснить отказ',
    refused: 'Отказано',
    late: '4 часа',
    remind: 'Напомнить согласующему',
    reminded: 'Напомнено',
    request: '**{{person}}** просит доступ к системе **{{system}}**.',
    decision: 'Решение',
    approveIt: 'Согласовать',
    refuseIt: 'Отказать',
    until: 'Доступ до',
    reason: 'Основание',
    reasonHint: 'Заявитель прочтёт его в ответе.',
  },
} as const satisfies Readonly<Record<string, Words>>;

const form = (w: Words): string =>
  JSON.stringify({
    type: 'default',
    id: 'decision',
    schemaVersion: 18,
    components: [
      { type: 'text', id: 'request', text: w.request },
      {
        type: 'radio',
        id: 'approved',
        key: 'approved',
        label: w.decision,
        validate: { required: true },
        values: [
          { label: w.approveIt, value: 'yes' },
          { label: w.refuseIt, value: 'no' },
        ],
      },
      { type: 'datetime', subtype: 'date', id: 'until', key: 'until', dateLabel: w.until },
      {
        type: 'textarea',
        id: 'reason',
        key: 'reason',
        label: w.reason,
        description: w.reasonHint,
        validate: { required: true },
      },
    ],
  });

const flow = (id: string, from: string, to: string, more = ''): string =>
  `<bpmn:sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}"${more}`;

const shape = (of: string, x: number, y: number, width: number, height: number, label = ''): string =>
  `<bpmndi:BPMNShape id="${of}_di" bpmnElement="${of}"${of === 'decided' ? ' isMarkerVisible="true"' : ''}>
     <dc:Bounds x="${x}" y="${y}" width="${width}" height="${height}" />${label}
   </bpmndi:BPMNShape>`;

const label = (x: number, y: number, width: number): string =>
  `<bpmndi:BPMNLabel><dc:Bounds x="${x}" y="${y}" width="${width}" height="14" /></bpmndi:BPMNLabel>`;

const edge = (of: string, points: readonly (readonly [number, number])[], name = ''): string =>
  `<bpmndi:BPMNEdge id="${of}_di" bpmnElement="${of}">
     ${points.map(([x, y]) => `<di:waypoint x="${x}" y="${y}" />`).join('')}${name}
   </bpmndi:BPMNEdge>`;

/** Id of the process in a language. */
export const accessRequestId = (language: keyof typeof words): string => `access-request-${language}`;

/** A process with everything that pictures want to show: a form, a job, a decision, a timer. */
export const accessRequest = (language: keyof typeof words): { readonly name: string; readonly xml: string } => {
  const w = words[language];
  const xml = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
  xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"
  xmlns:di="http://www.omg.org/spec/DD/20100524/DI" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="definitions" targetNamespace="http://reglament.example">
  <bpmn:process id="${accessRequestId(language)}" name="${w.process}" isExecutable="true">
    <bpmn:extensionElements>
      <zeebe:userTaskForm id="decision">${form(w)}</zeebe:userTaskForm>
    </bpmn:extensionElements>
    <bpmn:startEvent id="received" name="${w.received}"><bpmn:outgoing>f1</bpmn:outgoing></bpmn:startEvent>
    <bpmn:userTask id="approve" name="${w.approve}">
      <bpmn:extensionElements>
        <zeebe:userTask />
        <zeebe:formDefinition formKey="camunda-forms:bpmn:decision" />
        <zeebe:assignmentDefinition candidateGroups="security" />
      </bpmn:extensionElements>
      <bpmn:incoming>f1</bpmn:incoming><bpmn:outgoing>f2</bpmn:outgoing>
    </bpmn:userTask>
    <bpmn:boundaryEvent id="late" name="${w.late}" attachedToRef="approve" cancelActivity="false">
      <bpmn:outgoing>f7</bpmn:outgoing>
      <bpmn:timerEventDefinition><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">PT4H</bpmn:timeDuration></bpmn:timerEventDefinition>
    </bpmn:boundaryEvent>
    <bpmn:exclusiveGateway id="decided" name="${w.decided}" default="f5">
      <bpmn:incoming>f2</bpmn:incoming><bpmn:outgoing>f3</bpmn:outgoing><bpmn:outgoing>f5</bpmn:outgoing>
    </bpmn:exclusiveGateway>
    <bpmn:serviceTask id="grant" name="${w.grant}">
      <bpmn:extensionElements><zeebe:taskDefinition type="${accessRequestId(language)}.grant" /></bpmn:extensionElements>
      <bpmn:incoming>f3</bpmn:incoming><bpmn:outgoing>f4</bpmn:outgoing>
    </bpmn:serviceTask>
    <bpmn:endEvent id="granted" name="${w.granted}"><bpmn:incoming>f4</bpmn:incoming></bpmn:endEvent>
    <bpmn:userTask id="explain" name="${w.explain}">
      <bpmn:extensionElements><zeebe:userTask /></bpmn:extensionElements>
      <bpmn:incoming>f5</bpmn:incoming><bpmn:outgoing>f6</bpmn:outgoing>
    </bpmn:userTask>
    <bpmn:endEvent id="refused" name="${w.refused}"><bpmn:incoming>f6</bpmn:incoming></bpmn:endEvent>
    <bpmn:sendTask id="remind" name="${w.remind}">
      <bpmn:extensionElements><zeebe:taskDefinition type="${accessRequestId(language)}.remind" /></bpmn:extensionElements>
      <bpmn:incoming>f7</bpmn:incoming><bpmn:outgoing>f8</bpmn:outgoing>
    </bpmn:sendTask>
    <bpmn:endEvent id="reminded" name="${w.reminded}"><bpmn:incoming>f8</bpmn:incoming></bpmn:endEvent>
    ${flow('f1', 'received', 'approve', ' />')}
    ${flow('f2', 'approve', 'decided', ' />')}
    ${flow('f3', 'decided', 'grant', ` name="${w.yes}">`)}
      <bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">=approved = "yes"</bpmn:conditionExpression>
    </bpmn:sequenceFlow>
    ${flow('f4', 'grant', 'granted', ' />')}
    ${flow('f5', 'decided', 'explain', ` name="${w.no}" />`)}
    ${flow('f6', 'explain', 'refused', ' />')}
    ${flow('f7', 'late', 'remind', ' />')}
    ${flow('f8', 'remind', 'reminded', ' />')}
  </bpmn:process>
  <bpmndi:BPMNDiagram id="diagram">
    <bpmndi:BPMNPlane id="plane" bpmnElement="${accessRequestId(language)}">
      ${shape('received', 152, 182, 36, 36, label(126, 225, 88))}
      ${shape('approve', 240, 160, 100, 80)}
      ${shape('late', 292, 222, 36, 36, label(334, 246, 42))}
      ${shape('decided', 395, 175, 50, 50, label(375, 152, 90))}
      ${shape('grant', 500, 160, 100, 80)}
      ${shape('granted', 662, 182, 36, 36, label(638, 225, 84))}
      ${shape('explain', 500, 280, 100, 80)}
      ${shape('refused', 662, 302, 36, 36, label(650, 345, 60))}
      ${shape('remind', 260, 320, 100, 80)}
      ${shape('reminded', 402, 342, 36, 36, label(390, 385, 60))}
      ${edge('f1', [
        [188, 200],
        [240, 200],
      ])}
      ${edge('f2', [
        [340, 200],
        [395, 200],
      ])}
      ${edge(
        'f3',
        [
          [445, 200],
          [500, 200],
        ],
        label(455, 182, 36),
      )}
      ${edge('f4', [
        [600, 200],
        [662, 200],
      ])}
      ${edge(
        'f5',
        [
          [420, 225],
          [420, 300],
          [500, 300],
        ],
        label(428, 236, 20),
      )}
      ${edge('f6', [
        [600, 320],
        [662, 320],
      ])}
      ${edge('f7', [
        [310, 258],
        [310, 320],
      ])}
      ${edge('f8', [
        [360, 360],
        [402, 360],
      ])}
    </bpmndi:BPMNPlane>
  </bpmndi:BPMNDiagram>
</bpmn:definitions>
`;
  return { name: w.process, xml };
};
