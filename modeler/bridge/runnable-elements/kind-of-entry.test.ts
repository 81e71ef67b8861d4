import { describe, expect, it } from '@jest/globals';
import { runs } from '../../../bpmn/deploy.js';
import { entryName, kindOfEntry } from './kind-of-entry.js';

describe('the kind of a menu entry', () => {
  it('is what the engine knows elements by', () => {
    const message = { type: 'bpmn:StartEvent', eventDefinitionType: 'bpmn:MessageEventDefinition' };
    expect(kindOfEntry(message)).toBe('bpmn:StartEvent/bpmn:MessageEventDefinition');
    expect([{ type: 'bpmn:UserTask' }, message].map((target) => runs(kindOfEntry(target) ?? ''))).toEqual([true, true]);
    const transaction = kindOfEntry({ type: 'bpmn:Transaction' });
    expect(runs(transaction ?? '')).toBe(false);
  });

  it('is that of an event sub-process, not of a sub-process', () => {
    expect(kindOfEntry({ type: 'bpmn:SubProcess', triggeredByEvent: true })).toBe('bpmn:SubProcess/triggeredByEvent');
  });

  it('does not exist for what only explains a diagram', () => {
    expect(kindOfEntry({ type: 'bpmn:Participant' })).toBeUndefined();
  });

  it('is not run when a gateway would start a process', () => {
    const kind = kindOfEntry({ type: 'bpmn:EventBasedGateway', instantiate: true });
    expect(runs(kind ?? '')).toBe(false);
  });
});

describe('the name of an entry', () => {
  it('is the same in all menus', () => {
    for (const id of ['create-none-start-event', 'append-none-start-event', 'replace-with-none-start'])
      expect(entryName(id)).toBe('none-start-event');
    expect(entryName('replace-with-user-task')).toBe('user-task');
  });
});
