import { expect, it } from '@jest/globals';
import type { Locator } from 'playwright-core';
import { between, diagram, flows } from '../../bpmn/test-support/diagram.js';
import { inBrowser } from './in-browser.js';
import { signIn } from './sign-in.js';

const spaces =
  'xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"';

/** A process of which the diagram draws the start event only. */
const halfDrawn = (id: string, task: string): string =>
  diagram(
    between(`<bpmn:manualTask id="check" name="${task}"/>`) + flows('start -> check, check -> end'),
    `<bpmndi:BPMNDiagram ${spaces} id="d"><bpmndi:BPMNPlane id="p" bpmnElement="process">` +
      '<bpmndi:BPMNShape id="start_di" bpmnElement="start"><dc:Bounds x="100" y="80" width="36" height="36"/></bpmndi:BPMNShape>' +
      '<bpmndi:BPMNShape id="check_di" bpmnElement="check"/></bpmndi:BPMNPlane></bpmndi:BPMNDiagram>',
  ).replaceAll('"process"', `"${id}"`);

const file = (name: string, content: string | Buffer) => ({
  ...{ name, mimeType: 'text/xml', buffer: Buffer.from(content) },
});

inBrowser('a person who imports diagrams', (opened) => {
  const input = (): Locator => opened().page.locator('input[type="file"]').first();
  const button = (name: string): Locator => opened().page.getByRole('button', { name, exact: true });

  it('sees what is not drawn, places it, and has it in its encoding under the name of the file', async () => {
    const { page, product, faults } = opened();
    await page.goto(`${product.url}/processes`);
    await signIn(page, product.adminPassword);
    await button('New process').first().waitFor();
    const xml = halfDrawn('order', 'Prüfen').replace('encoding="UTF-8"', 'encoding="windows-1252"');
    await input().setInputFiles(file('Bestellung.bpmn', Buffer.from(xml, 'latin1')));
    await page.getByRole('heading', { name: 'Bestellung' }).waitFor();
    await page.getByText('4 elements are not shown on the diagram').waitFor();
    await page.getByText('Prüfen check', { exact: true }).waitFor();
    expect(await page.locator('[data-testid="canvas"] [data-element-id="check"]').count()).toBe(0);
    await button('Place on the diagram').click();
    await page.locator('[data-testid="canvas"] [data-element-id="check"]').waitFor();
    await page.getByText('not shown on the diagram').waitFor({ state: 'detached' });
    await page.getByText(/^Saved/).waitFor();
    expect(faults).toEqual([]);
  }, 90_000);
});
