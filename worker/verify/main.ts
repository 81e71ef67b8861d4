import { openStore } from '../../desk/index.js';
import { readEnvironment } from '../../runtime/index.js';
import { readConfig } from '../config.js';
import { verifyWorkflows } from './verify-workflows.js';

/**
 * `npm run verify [-- --repair] [--json]`: replays every instance's steps and compares; finds instances whose workflow does
 * not run and workflows that are nobody's. With --repair workers start the former anew from the stored head, and the latter
 * end. Exit code 1 on any fault; 2 where none was found, but Temporal was not reached, so that workflows were not checked.
 */
process.env['TZ'] = 'UTC'; // as the processes whose steps are replayed
const repair = process.argv.includes('--repair');
const json = process.argv.includes('--json');
const config = readConfig(readEnvironment(process.env));
const store = openStore({ databaseUrl: config.DATABASE_URL, statementSeconds: 0 });
const verification = await store.verify();
const { faults, failedStarts, stoppedTimerStarts } = verification;
const workflows = await verifyWorkflows(store, config, repair);
const { stranded, leftOver } = workflows;

const found = faults.length + failedStarts.length + stoppedTimerStarts.length;
const ofTemporal = stranded.length + leftOver.length;
if (json) console.log(JSON.stringify({ ...verification, ...workflows, repaired: repair }));
else {
  const { instances, steps, unreplayedSteps, inputs, openInputs } = verification;
  console.log(`${instances} instances, ${steps} steps, ${inputs} inputs (${openInputs} still open)`);
  if (unreplayedSteps > 0)
    console.log(`${unreplayedSteps} steps were not replayed: a kernel version unknown here has taken them`);
  for (const { instance, fault } of faults) console.log(`instance ${instance}: ${fault}`);
  for (const { instance, workflowId, status } of stranded) {
    const next = repair ? '; the next one is started' : '';
    console.log(`instance ${instance}: its workflow ${workflowId} is ${status}${next}`);
  }
  for (const workflowId of leftOver)
    console.log(`the workflow ${workflowId} runs for no instance${repair ? '; it ends' : ''}`);
  for (const { id, kind, processId, parent, attempts, error } of failedStarts) {
    const asked = parent === null ? kind : `${kind} of instance ${parent}`;
    console.log(`start ${id} (${asked}) of ${processId} has failed ${attempts} times: ${error}`);
  }
  for (const { processId, element, error } of stoppedTimerStarts) {
    console.log(`the timer start ${element} of ${processId} has stopped: ${error}`);
  }
  if (workflows.unchecked !== undefined) console.log(`the workflows were not checked: ${workflows.unchecked}`);
  console.log(
    found + ofTemporal === 0
      ? `clean${workflows.unchecked === undefined ? '' : ' as far as it was checked'}`
      : `${faults.length} faults, ${stranded.length} stranded instances, ${leftOver.length} workflows of none, ` +
          `${failedStarts.length} failed starts, ${stoppedTimerStarts.length} stopped timer starts`,
  );
}
await store.close();
const incomplete = workflows.unchecked === undefined ? 0 : 2;
process.exit(found > 0 || (ofTemporal > 0 && !repair) ? 1 : incomplete);
