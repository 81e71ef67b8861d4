import { Worker } from '@temporalio/worker';
import { ReusableVMWorkflowCreator } from '@temporalio/worker/lib/workflow/reusable-vm.js';
import { globalHandlers } from '@temporalio/worker/lib/workflow/vm-shared.js';

/**
 * Temporal's worker with the workflows' context in the thread of the worker itself, as the SDK's debug mode has it. Their
 * code takes microseconds, so the thread of its own is not worth its five messages a workflow task; nor is the stack of
 * every promise, which the SDK keeps for its query of stacks. A quarter less processor time for a one-task
 * (docs/performance.md). The limit of 5 s for one stretch of workflow code stays.
 */
export class MainThreadWorker extends Worker {
  protected static override createWorkflowCreator(
    ...[bundle, options]: Parameters<typeof Worker.createWorkflowCreator>
  ): ReturnType<typeof Worker.createWorkflowCreator> {
    // The hooks would see every promise of this process; marked as installed, they are never set.
    globalHandlers.installed = true;
    const activities = new Set(options.activities.keys());
    return ReusableVMWorkflowCreator.create(bundle, options.isolateExecutionTimeoutMs, activities);
  }
}
