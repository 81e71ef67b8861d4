import { describe, expect, it } from '@jest/globals';
import { readDiagram } from '../../bpmn/deploy.js';
import { createKernel, initialState, type Variables } from '../../bpmn/index.js';
import { createFeelEvaluator } from '../../feel/index.js';
import { diagrams, roundsFor, stateOf } from './diagrams.js';

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

  it('long-loop takes as many commands of the kernel as asked for', async () => {
    const { processes } = await readDiagram(diagrams['long-loop']);
    const runWithin = (commandsPerInput: number) => {
      const kernel = createKernel({
        evaluate: createFeelEvaluator(),
        limits: { commandsPerInput, keysPerInstance: 1_000_000 },
      });
      const variables = roundsFor(1_000) as Variables;
      return kernel.step(processes[0]!, initialState, { at: 0, type: 'start', variables }).state.status;
    };
    expect(runWithin(1_000)).toBe('completed');
    expect(runWithin(990)).not.toBe('completed');
  });

  it('large-state has a state of the size asked for', async () => {
    const { processes } = await readDiagram(diagrams['large-state']);
    const kernel = createKernel({ evaluate: createFeelEvaluator() });
    const variables = stateOf(200_000, 3) as Variables;
    const { state } = kernel.step(processes[0]!, initialState, { at: 0, type: 'start', variables });
    expect(JSON.stringify(state).length / 200_000).toBeCloseTo(1, 1);
  });
});
