/**
 * A diagram of 100 flow nodes and 122 flows: start, 24 times script task, user task, exclusive gateway and script task, a
 * last user task, two ends. As Camunda Modeler writes it, with or without the drawing.
 */
export function diagramOf100(drawn: boolean): string {
  const diagram = new Diagram();
  diagram.node('startEvent', 'start');
  for (let part = 0; part < 24; part += 1) {
    diagram.append('scriptTask', `script${part}`, script('=1 + 1'));
    diagram.append('userTask', `user${part}`, extension('<zeebe:userTask/>'));
    diagram.append('exclusiveGateway', `which${part}`, '', `default="other${part}"`);
    diagram.flow(`other${part}`, `which${part}`, 'declined');
    diagram.append('scriptTask', `more${part}`, script('=amount'), '', '=amount &gt; 100');
  }
  diagram.append('userTask', 'last', extension('<zeebe:userTask/>'));
  diagram.append('endEvent', 'end');
  diagram.node('endEvent', 'declined');
  return diagram.xml(drawn);
}

interface Flow {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly condition: string;
}

class Diagram {
  readonly #nodes: { readonly tag: string; readonly id: string; readonly body: string; readonly attributes: string }[] =
    [];
  readonly #flows: Flow[] = [];
  #last = 'start';

  node(tag: string, id: string, body = '', attributes = ''): void {
    this.#nodes.push({ tag, id, body, attributes });
  }

  append(tag: string, id: string, body = '', attributes = '', condition = ''): void {
    this.node(tag, id, body, attributes);
    this.flow(`to_${id}`, this.#last, id, condition);
    this.#last = id;
  }

  flow(id: string, from: string, to: string, condition = ''): void {
    this.#flows.push({ id, from, to, condition });
  }

  xml(drawn: boolean): string {
    return `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="definitions" targetNamespace="urn:bench">
  <bpmn:process id="process" isExecutable="true">
${[...this.#nodes.map((node) => this.#nodeXml(node)), ...this.#flows.map(flowXml)].join('\n')}
  </bpmn:process>
${drawn ? this.#drawing() : ''}
</bpmn:definitions>`;
  }

  #nodeXml({ tag, id, body, attributes }: { tag: string; id: string; body: string; attributes: string }): string {
    const incoming = this.#flows
      .filter(({ to }) => to === id)
      .map((flow) => `<bpmn:incoming>${flow.id}</bpmn:incoming>`);
    const outgoing = this.#flows
      .filter(({ from }) => from === id)
      .map((flow) => `<bpmn:outgoing>${flow.id}</bpmn:outgoing>`);
    return `    <bpmn:${tag} id="${id}" name="${id}" ${attributes}>${body}${incoming.join('')}${outgoing.join('')}</bpmn:${tag}>`;
  }

  #drawing(): string {
    const shapes = this.#nodes.map(
      ({ id }, index) =>
        `<bpmndi:BPMNShape id="${id}_di" bpmnElement="${id}"><dc:Bounds x="${150 * index}" y="80" width="100" height="80"/></bpmndi:BPMNShape>`,
    );
    const edges = this.#flows.map(
      ({ id }, index) =>
        `<bpmndi:BPMNEdge id="${id}_di" bpmnElement="${id}"><di:waypoint x="${150 * index}" y="120"/><di:waypoint x="${150 * index + 50}" y="120"/></bpmndi:BPMNEdge>`,
    );
    return `<bpmndi:BPMNDiagram id="diagram"><bpmndi:BPMNPlane id="plane" bpmnElement="process">
${[...shapes, ...edges].join('\n')}
</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>`;
  }
}

function flowXml({ id, from, to, condition }: Flow): string {
  const body =
    condition && `<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">${condition}</bpmn:conditionExpression>`;
  return `    <bpmn:sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}">${body}</bpmn:sequenceFlow>`;
}

function script(expression: string): string {
  return extension(`<zeebe:script expression="${expression}" resultVariable="r"/>`);
}

function extension(content: string): string {
  return `<bpmn:extensionElements>${content}</bpmn:extensionElements>`;
}
