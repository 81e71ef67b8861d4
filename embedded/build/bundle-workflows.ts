import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Bundles the workflows and all they import for the worker's sandbox.
 *
 * @param entry TypeScript file below `root` that exports the workflows
 * @param output file to write below `root`
 */
export async function bundleWorkflows(root: string, entry: string, output: string): Promise<void> {
  const { bundleWorkflowCode, DefaultLogger } = await import('@temporalio/worker');
  const { code } = await bundleWorkflowCode({
    workflowsPath: join(root, entry),
    logger: new DefaultLogger('WARN'),
  });
  const draft = join(root, `${output}.${String(process.pid)}.draft`);
  await writeFile(draft, code);
  await rename(draft, join(root, output));
}
