import { askForServer } from './ask.js';

/**
 * Address of the Temporal server of this test run, namespace `default`. It is shared by all tests: each takes task
 * queues and workflow ids of its own.
 */
export async function testTemporalAddress(): Promise<string> {
  return (await askForServer('temporal')) as string;
}
