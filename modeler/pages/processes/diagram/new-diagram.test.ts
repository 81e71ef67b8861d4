import { describe, expect, it } from '@jest/globals';
import { readDiagram } from '../../../../bpmn/deploy.js';
import { newDiagram } from './new-diagram.js';

describe('a new diagram', () => {
  it('has nothing that hinders its deployment, only a hint that it ends where it starts', async () => {
    const { xml, processId } = newDiagram('Заявка «"новая"» & <старая>');
    const { processes, findings } = await readDiagram(xml);
    expect(processes.map((process) => [process.processId, process.name])).toEqual([
      [processId, 'Заявка «"новая"» & <старая>'],
    ]);
    expect(findings.map(({ severity, rule }) => [severity, rule])).toEqual([['warning', 'implicit-end']]);
  });

  it('has an id of its own each time', () => {
    expect(newDiagram('a').processId).not.toBe(newDiagram('a').processId);
  });
});
