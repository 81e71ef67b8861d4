import { between, diagram, extended, flows } from '../../../bpmn/test-support/diagram.js';

const form = JSON.stringify({
  type: 'default',
  components: [{ type: 'textfield', key: 'reason', label: 'Reason', validate: { required: true } }],
});
const task = extended(
  '<zeebe:userTask/><zeebe:assignmentDefinition assignee="admin"/><zeebe:formDefinition formKey="camunda-forms:bpmn:f"/>',
);
/** A process that asks admin why, with a form in its diagram. */
export const asking = diagram(
  extended(`<zeebe:userTaskForm id="f">${form.replaceAll('"', '&#34;')}</zeebe:userTaskForm>`) +
    between(`<bpmn:userTask id="ask" name="Say why">${task}</bpmn:userTask>`) +
    flows('start -> ask, ask -> end'),
);
