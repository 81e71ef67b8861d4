import { expect, it } from '@jest/globals';
import { between, diagram, extended, flows } from '../../bpmn/test-support/diagram.js';
import { inBrowser } from './in-browser.js';
import { createCaller } from './seed/seed.js';
import { signIn } from './sign-in.js';

const form = JSON.stringify({
  type: 'default',
  components: [{ type: 'textfield', key: 'reason', label: 'Reason', validate: { required: true } }],
});
const task = extended(
  '<zeebe:userTask/><zeebe:assignmentDefinition assignee="admin"/><zeebe:formDefinition formKey="camunda-forms:bpmn:f"/>',
);
const asking = diagram(
  extended(`<zeebe:userTaskForm id="f">${form.replaceAll('"', '&#34;')}</zeebe:userTaskForm>`) +
    between(`<bpmn:userTask id="ask" name="Say why">${task}</bpmn:userTask>`) +
    flows('start -> ask, ask -> end'),
);

inBrowser('a person in front of a form', (opened) => {
  it('completes the task with the first click after the field that was wrong', async () => {
    const { page, product, faults } = opened();
    const call = createCaller(product.url, product.adminPassword);
    const body = new FormData();
    body.set('resources', new File([asking], 'asking.bpmn'));
    await call('POST', '/v2/deployments', body);
    await call('POST', '/v2/process-instances', { processDefinitionId: 'process' });

    await page.goto(`${product.url}/tasks`);
    await signIn(page, product.adminPassword);
    await page.getByText('Say why').first().click();
    const complete = page.getByRole('button', { name: 'Complete', exact: true });
    await complete.click();
    const wrong = page.getByText('Some fields are not filled in correctly');
    await wrong.waitFor();

    await page.getByLabel('Reason').pressSequentially('It is cheap');
    await wrong.waitFor({ state: 'detached' });
    await page.getByLabel('Reason').fill('');
    await complete.click();
    await wrong.waitFor();
    await page.getByLabel('Reason').pressSequentially('It is cheap');
    await complete.click();
    await page.getByText('The task is completed').waitFor();
    expect(faults).toEqual([]);
  }, 60_000);
});
