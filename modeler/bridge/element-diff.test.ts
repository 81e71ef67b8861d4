import { describe, expect, it } from '@jest/globals';
import { between, diagram, extended, flows } from '../../bpmn/test-support/diagram.js';
import { elementDiff } from './element-diff.js';
import { translateTo } from './translation/translate.js';

const work = (type: string, name = 'Pay'): string =>
  `<bpmn:serviceTask id="pay" name="${name}">${extended(`<zeebe:taskDefinition type="${type}"/>`)}</bpmn:serviceTask>`;
const base = diagram(between(work('pay')) + flows('start -> pay, pay -> end'));

const changes = async (to: string): Promise<string[]> =>
  (await elementDiff(base, to, translateTo('ru'))).map(({ change, id, name }) => `${change} ${id} ${name}`);

describe('the difference of two diagrams', () => {
  it('is nothing between the same, whatever the order of attributes, and wherever things stand', async () => {
    expect(await changes(base)).toEqual([]);
    const di = 'xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI"';
    const drawn = `<bpmndi:BPMNDiagram ${di} id="d"><bpmndi:BPMNPlane id="p" bpmnElement="process"/></bpmndi:BPMNDiagram>`;
    const other = diagram(between(work('pay')) + flows('start -> pay, pay -> end'), drawn);
    expect(await changes(other.replace('id="pay" name="Pay"', 'name="Pay" id="pay"'))).toEqual([]);
  });

  it('tells what was added, removed and changed, by name', async () => {
    const to = diagram(
      between(`${work('pay-2')}<bpmn:userTask id="ask"/>`) + flows('start -> pay, pay -> ask, ask -> end'),
    );
    expect(await changes(to)).toEqual([
      'added ask Пользовательская задача',
      'added pay-ask Pay → Пользовательская задача',
      'added ask-end Пользовательская задача → Конечное событие',
      'removed pay-end Pay → Конечное событие',
      'changed pay Pay',
    ]);
  });

  it('sees what stands in an event, and the name of the process', async () => {
    const timed = (text: string): string =>
      diagram(
        `<bpmn:startEvent id="start"><bpmn:timerEventDefinition><bpmn:timeCycle>${text}</bpmn:timeCycle></bpmn:timerEventDefinition></bpmn:startEvent>`,
      );
    expect(await elementDiff(timed('R/PT1H'), timed('R/PT2H'), translateTo('en'))).toMatchObject([{ id: 'start' }]);
    expect(await changes(base.replace('id="process"', 'id="process" name="Order"'))).toEqual(['changed process Order']);
  });
});
