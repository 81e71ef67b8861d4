import { TestWorkflowEnvironment } from '@temporalio/testing';

/**
 * A program of its own, called with a folder and a version: has the Temporal SDK download that CLI into the folder, by
 * starting its test server from there once. The SDK has no call for the download alone.
 */
async function download(downloadDir = '', version = ''): Promise<void> {
  const environment = await TestWorkflowEnvironment.createLocal({
    server: { executable: { type: 'cached-download', downloadDir, version } },
  });
  await environment.teardown();
}

try {
  await download(...process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}
