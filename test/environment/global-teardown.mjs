/** Once for a test run, after the last test. */
export default async function endServers() {
  await globalThis.testServers.end();
}
