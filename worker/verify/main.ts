import { Client, Connection } from '@temporalio/client';
import { openStore } from '../../desk/index.js';
import { readConfig } from '../config.js';
import { findStranded } from './repair.js';

/**
 * `npm run verify [-- --repair] [--json]`: replays every instance's steps and compares; finds instances whose workflow
 * no longer runs and, with --repair, lets the relay start a new one from the stored head. Exit code 1 on any fault.
 */
process.env['TZ'] = 'UTC'; // as the processes whose steps are replayed
const repair = process.argv.includes('--repair');
const json = process.argv.includes('--json');
const config = readConfig(process.env);
const store = openStore({ databaseUrl: config.DATABASE_URL });
const connection = await Connection.connect({ address: config.TEMPORAL_ADDRESS });
const client = new Client({ connection, namespace: config.TEMPORAL_NAMESPACE });

const verification = await store.verify();
const { faults, failedStarts, stoppedTimerStarts } = verification;
const stranded = await findStranded(store, client);
if (repair) for (const { instance } of stranded) await store.outbox.tellNow(instance.toString());

if (json) {
  const listed = stranded.map(({ instance, ...rest }) => ({ instance: instance.toString(), ...rest }));
  console.log(JSON.stringify({ ...verification, stranded: listed, repaired: repair }));
} else {
  const { instances, steps, inputs, openInputs } = verification;
  console.log(`${instances} instances, ${steps} steps, ${inputs} inputs (${openInputs} still open)`);
  for (const { instance, fault } of faults) console.log(`instance ${instance}: ${fault}`);
  for (const { instance, workflowId, status } of stranded) {
    console.log(
      `instance ${instance}: its workflow ${workflowId} is ${status}${repair ? '; a new one is started' : ''}`,
    );
  }
  for (const { id, kind, processId, parent, attempts, error } of failedStarts) {
    const asked = parent === null ? kind : `${kind} of instance ${parent}`;
    console.log(`start ${id} (${asked}) of ${processId} has failed ${attempts} times: ${error}`);
  }
  for (const { processId, element, error } of stoppedTimerStarts) {
    console.log(`the timer start ${element} of ${processId} has stopped: ${error}`);
  }
  console.log(
    faults.length + failedStarts.length + stoppedTimerStarts.length + stranded.length === 0
      ? 'clean'
      : `${faults.length} faults, ${stranded.length} stranded instances, ${failedStarts.length} failed starts, ` +
          `${stoppedTimerStarts.length} stopped timer starts`,
  );
}
await connection.close();
await store.close();
process.exit(exitCode(faults.length + failedStarts.length + stoppedTimerStarts.length, stranded.length, repair));

function exitCode(found: number, strandedCount: number, repaired: boolean): number {
  return found > 0 || (strandedCount > 0 && !repaired) ? 1 : 0;
}
