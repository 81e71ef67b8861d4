import { describe, expect, it } from '@jest/globals';
import { readDiagram } from '../../bpmn/deploy.js';
import { diagrams } from './diagrams.js';

describe('the diagrams of the workloads', () => {
  it.each(Object.entries(diagrams))('%s can be deployed', async (processId, xml) => {
    const { processes, findings } = await readDiagram(xml);
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(processes.map((process) => process.processId)).toEqual([processId]);
  });

  it('ticket has ten jobs, five gateways and five timers', async () => {
    const { processes } = await readDiagram(diagrams.ticket);
    const types = Object.values(processes[0]?.elements ?? {}).map(({ type }) => type);
    const count = (type: string): number => types.filter((each) => each === type).length;
    expect([count('serviceTask'), count('exclusiveGateway'), count('timerBoundaryEvent')]).toEqual([10, 5, 5]);
  });
});
