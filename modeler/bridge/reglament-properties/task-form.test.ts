import { BpmnModdle } from 'bpmn-moddle';
import { describe, expect, it } from '@jest/globals';
import zeebeSchema from 'zeebe-bpmn-moddle/resources/zeebe.json' with { type: 'json' };
import type { DiagramElement, ModdleElement } from './moddle.js';
import { isFormText } from '../../../bpmn/deploy.js';
import { starterForm } from './starter-form.js';
import { readTaskForm, writeTaskForm } from './task-form.js';
import type { Factory } from './write-field.js';

const moddle = new BpmnModdle({ zeebe: zeebeSchema });
const factory = moddle as unknown as Factory;

const taskIn = (process: ModdleElement, id: string): DiagramElement => {
  const businessObject = factory.create('bpmn:UserTask', { id });
  businessObject.$parent = process;
  return { id, type: 'bpmn:UserTask', businessObject };
};

/** Does what bpmn-js would do with the commands. */
const write = (element: DiagramElement, form: Parameters<typeof writeTaskForm>[1]): void => {
  for (const { context } of writeTaskForm(element, form, factory))
    for (const [name, given] of Object.entries(context.properties))
      (context.moddleElement as unknown as { set(name: string, value: unknown): void }).set(name, given);
};

const xmlOf = async (element: ModdleElement): Promise<string> => (await moddle.toXML(element)).xml;

describe('the form of a user task', () => {
  it('lies in the process and is named by the task', async () => {
    const process = factory.create('bpmn:Process', { id: 'p' });
    const task = taskIn(process, 'a');
    expect(readTaskForm(task)).toEqual({ kind: 'none' });
    write(task, { kind: 'embedded', body: '{"components":[]}' });
    expect(readTaskForm(task)).toEqual({ kind: 'embedded', body: '{"components":[]}' });
    expect(await xmlOf(process)).toContain('<zeebe:userTaskForm id="a_form">{"components":[]}</zeebe:userTaskForm>');
    expect(await xmlOf(task.businessObject)).toContain('formKey="camunda-forms:bpmn:a_form"');
  });

  it('is changed where it lies', () => {
    const process = factory.create('bpmn:Process', { id: 'p' });
    const task = taskIn(process, 'a');
    write(task, { kind: 'embedded', body: 'one' });
    write(task, { kind: 'embedded', body: 'other' });
    expect(readTaskForm(task)).toEqual({ kind: 'embedded', body: 'other' });
  });

  it('does not take the id of another form', async () => {
    const process = factory.create('bpmn:Process', { id: 'p' });
    write(taskIn(process, 'a'), { kind: 'embedded', body: 'one' });
    const again = taskIn(process, 'a');
    write(again, { kind: 'embedded', body: 'other' });
    expect(await xmlOf(again.businessObject)).toContain('camunda-forms:bpmn:a_form2');
  });

  it('is a page elsewhere, or none', async () => {
    const task = taskIn(factory.create('bpmn:Process', { id: 'p' }), 'a');
    write(task, { kind: 'external', address: 'https://forms.example/1' });
    expect(readTaskForm(task)).toEqual({ kind: 'external', address: 'https://forms.example/1' });
    write(task, { kind: 'none' });
    expect(readTaskForm(task)).toEqual({ kind: 'none' });
    expect(await xmlOf(task.businessObject)).not.toContain('formDefinition');
  });
});

it('begins with a form that is one', () => {
  expect(isFormText(starterForm((text) => text))).toBe(true);
});

it.each(['', '{', '[]', 'null', '{"components":{}}'])('does not take %p for a form', (text) => {
  expect(isFormText(text)).toBe(false);
});
