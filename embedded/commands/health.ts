import { withSecrets } from '../settings.js';
import { explained } from '../bootstrap/problem.mjs';
import { checkApi, checkMail, checkWorker } from '../health/checks.js';

// A program of the image, `node dist/health.js api|worker|mail`: whether the process in this container does its work.
const checks = { api: checkApi, worker: checkWorker, mail: checkMail };
try {
  const check = checks[process.argv[2] as keyof typeof checks] as (typeof checks)[keyof typeof checks] | undefined;
  if (check === undefined) throw new Error(`one of ${Object.keys(checks).join(', ')} has to be named`);
  await check(withSecrets(process.env));
  process.exit(0);
} catch (error) {
  console.error(explained(error));
  process.exit(1);
}
