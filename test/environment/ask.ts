/**
 * Asks the process that runs the tests for a server, which is started with the first question.
 *
 * @throws when it cannot be started, with the reason
 */
export async function askForServer(name: 'postgres' | 'temporal'): Promise<unknown> {
  const door = process.env['TEST_SERVERS_URL'];
  if (door === undefined) throw new Error('no test servers: run the tests with jest and its configuration');
  const response = await fetch(`${door}/${name}`);
  if (!response.ok) throw new Error(`no ${name} for tests: ${await response.text()}`);
  return response.json();
}
