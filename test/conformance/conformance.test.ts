import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { leaveOut } from '../environment/left-out.js';
import { loadCases } from './cases.js';
import { createMemoryHost } from './hosts/memory/memory-host.js';
import { runCases } from './run-cases.js';

/** The public cases lie beside the project, where they are at all. */
const folder = resolve(import.meta.dirname, '../../../shared/conformance');
const suites = ['zeebe', 'betsy', 'zeebe-spec'].filter((suite) => existsSync(join(folder, suite)));

/** Areas in which the engine runs everything; of the others it may refuse what it does not run, but fail nothing. */
const complete = new Set([
  'boundary-event',
  'call-activity',
  'error-event',
  'event-based-gateway',
  'event-subprocess-multiple',
  'event-subprocess-non-interrupting',
  'exclusive-gateway',
  'gateways',
  'inclusive-gateway',
  'io-mapping',
  'link-event',
  'message',
  'multi-instance',
  'parallel-gateway',
  'script-task',
  'service-task',
  'terminate-end-event',
  'timer',
  'user-task',
  'zeebe-spec',
]);

const loaded = await Promise.all(suites.map((suite) => loadCases(join(folder, suite))));
const cases = loaded.flatMap((one) => one.cases);

describe('the public conformance cases', () => {
  if (cases.length === 0) {
    leaveOut('conformance cases', `there are none in ${folder}`);
    return;
  }

  it.each(cases.map((one) => [one.id, one] as const))('%s', async (_id, one) => {
    const [report] = await runCases([one], () => Promise.resolve(createMemoryHost()));
    const wanted = complete.has(one.area) ? ['passed'] : ['passed', 'notSupported'];
    expect(wanted.includes(report?.result.result ?? '') || report?.result).toBe(true);
  });
});
