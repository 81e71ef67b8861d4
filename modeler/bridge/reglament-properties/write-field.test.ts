import { BpmnModdle } from 'bpmn-moddle';
import { describe, expect, it } from '@jest/globals';
import { reglamentSchema } from '../../../bpmn/deploy.js';
import { fieldGroups, readField, type Field } from './fields.js';
import type { DiagramElement, ModdleElement } from './moddle.js';
import { writeField, type Factory } from './write-field.js';

const moddle = new BpmnModdle({ reglament: reglamentSchema });
const factory = moddle as unknown as Factory;

const elementOf = (type: string, properties: Record<string, unknown> = {}): DiagramElement => ({
  id: 'a',
  type,
  businessObject: factory.create(type, properties),
});

const fieldOf = (group: string, property: string): Field =>
  fieldGroups.find(({ id }) => id === group)!.fields.find((field) => field.property === property)!;

/** Does what bpmn-js would do with the commands. */
const write = (element: DiagramElement, group: string, property: string, value: string): void => {
  const siblings = fieldGroups.find(({ id }) => id === group)!.fields.map((field) => field.property);
  for (const { context } of writeField(fieldOf(group, property), element, value, siblings, factory))
    for (const [name, given] of Object.entries(context.properties))
      (context.moddleElement as unknown as { set(name: string, value: unknown): void }).set(name, given);
};

const xmlOf = async ({ businessObject }: DiagramElement): Promise<string> => (await moddle.toXML(businessObject)).xml;

const timer = (): ModdleElement => factory.create('bpmn:TimerEventDefinition', {});

describe('a field of the reglament namespace', () => {
  it('is an attribute of the element', async () => {
    const task = elementOf('bpmn:UserTask');
    write(task, 'reglament-stage', 'status', 'in-work');
    expect(readField(fieldOf('reglament-stage', 'status'), task)).toBe('in-work');
    expect(await xmlOf(task)).toContain('reglament:status="in-work"');
    write(task, 'reglament-stage', 'status', '');
    expect(await xmlOf(task)).not.toContain('reglament:status');
  });

  it('that is true or nothing is read as it is offered', async () => {
    const field = fieldOf('reglament-assigned', 'keepsAssignee');
    const task = elementOf('bpmn:UserTask', { 'reglament:keepsAssignee': true });
    expect(readField(field, task)).toBe('true');
    write(task, 'reglament-assigned', 'keepsAssignee', '');
    expect(await xmlOf(task)).not.toContain('keepsAssignee');
    write(task, 'reglament-assigned', 'keepsAssignee', 'true');
    expect(await xmlOf(task)).toContain('reglament:keepsAssignee="true"');
  });

  it('is an attribute of the timer for terms', async () => {
    const event = elementOf('bpmn:BoundaryEvent', { eventDefinitions: [timer()] });
    write(event, 'reglament-working-time', 'unit', 'workingDays');
    write(event, 'reglament-working-time', 'calendar', 'office');
    expect(await xmlOf(event)).toMatch(
      /timerEventDefinition .*reglament:calendar="office" .*reglament:unit="workingDays"/,
    );
  });

  it('makes its extension element with the first value and removes it with the last', async () => {
    const task = elementOf('bpmn:ServiceTask');
    write(task, 'reglament-activity', 'taskQueue', 'mail');
    write(task, 'reglament-activity', 'activity', 'sendLetter');
    expect(await xmlOf(task)).toContain('<reglament:temporalActivity taskQueue="mail" activity="sendLetter"');
    write(task, 'reglament-activity', 'taskQueue', '');
    write(task, 'reglament-activity', 'activity', '');
    expect(await xmlOf(task)).not.toContain('extensionElements');
  });

  it('leaves other extension elements alone', async () => {
    const task = elementOf('bpmn:ServiceTask');
    write(task, 'reglament-activity', 'taskQueue', 'mail');
    write(task, 'reglament-action', 'label', 'Принять');
    write(task, 'reglament-activity', 'taskQueue', '');
    const xml = await xmlOf(task);
    expect(xml).toContain('<reglament:action label="Принять"');
    expect(xml).not.toContain('temporalActivity');
  });
});

describe('the groups', () => {
  const groupsOf = (element: DiagramElement): string[] =>
    fieldGroups.filter((group) => group.appliesTo(element)).map(({ id }) => id);

  it('of a task are those of a stage, and of work where it is done by others', () => {
    expect(groupsOf(elementOf('bpmn:UserTask'))).toEqual(['reglament-stage', 'reglament-assigned']);
    expect(groupsOf(elementOf('bpmn:ServiceTask'))).toEqual(['reglament-stage', 'reglament-activity']);
  });

  it('of a timer are those of a stage and of working time', () => {
    const definition = { eventDefinitions: [timer()] };
    expect(groupsOf(elementOf('bpmn:IntermediateCatchEvent', definition))).toEqual([
      'reglament-stage',
      'reglament-working-time',
    ]);
  });

  it('of a message offer a button, of a caught error its variables', () => {
    const message = factory.create('bpmn:MessageEventDefinition', {});
    const error = factory.create('bpmn:ErrorEventDefinition', {});
    expect(groupsOf(elementOf('bpmn:BoundaryEvent', { eventDefinitions: [message] }))).toContain('reglament-action');
    expect(groupsOf(elementOf('bpmn:EndEvent', { eventDefinitions: [message] }))).not.toContain('reglament-action');
    expect(groupsOf(elementOf('bpmn:BoundaryEvent', { eventDefinitions: [error] }))).toContain(
      'reglament-caught-error',
    );
    expect(groupsOf(elementOf('bpmn:SequenceFlow'))).toEqual(['reglament-clause']);
  });
});
