import { Client, Connection } from '@temporalio/client';
import type { Store } from '../../desk/index.js';
import type { WorkerConfig } from '../config.js';
import { readTls, tlsOf } from '../temporal/tls.js';
import { endLeftOver, findLeftOver, findStranded, type Stranded } from './workflows.js';

/** What was found about workflows. `unchecked`: why nothing could be found out about them. */
export interface WorkflowsVerified {
  readonly stranded: readonly Stranded[];
  readonly leftOver: readonly string[];
  readonly unchecked?: string;
}

async function verifyOn(client: Client, store: Store, repair: boolean): Promise<WorkflowsVerified> {
  const stranded = await findStranded(store, client);
  const leftOver = await findLeftOver(store, client);
  if (repair) {
    for (const { instance } of stranded) await store.outbox.tellNow(instance);
    await endLeftOver(client, leftOver);
  }
  return { stranded, leftOver };
}

/** Compares workflows with instances, and repairs what differs where it is asked to. While Temporal is away it says so. */
export async function verifyWorkflows(store: Store, config: WorkerConfig, repair: boolean): Promise<WorkflowsVerified> {
  let connection: Connection | undefined;
  try {
    connection = await Connection.connect({ address: config.TEMPORAL_ADDRESS, tls: readTls(tlsOf(config)) });
    return await verifyOn(new Client({ connection, namespace: config.TEMPORAL_NAMESPACE }), store, repair);
  } catch (error) {
    return { stranded: [], leftOver: [], unchecked: error instanceof Error ? error.message : String(error) };
  } finally {
    await connection?.close();
  }
}
