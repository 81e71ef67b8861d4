import { fileURLToPath } from 'node:url';
import { loadProgram } from '../../embedded/bootstrap/programs.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Once for a test run, before the first test: offers PostgreSQL and Temporal, see `database.ts` and `temporal.ts`. */
export default async function offerServers() {
  const { offerTestServers } = await loadProgram(root, 'test/environment/test-servers.ts', ['test/environment']);
  const servers = await offerTestServers(root);
  process.env.TEST_SERVERS_URL = servers.url;
  globalThis.testServers = servers;
}
