import type { Pool, PoolClient } from 'pg';
import { eventStarts, type ProcessDefinition } from '../../bpmn/index.js';
import type { Evaluator } from '../../feel/index.js';
import { DueDateError } from '../../regulations/calendar/due.js';
import type { ProductClock } from '../timers/clock.js';
import { resumeTimerStarts } from '../timers/timer-starts.js';
import { inTransaction } from '../database.js';
import type { CompiledFile, Deployed, DeployedProcess, EntityKey } from '../engine.js';
import type { Notices } from '../notices/notices.js';
import type { DueDates } from '../ports.js';
import { checksum, contentHash } from './content-hash.js';

interface Latest {
  readonly key: string;
  readonly version: number;
  readonly hash: string;
  readonly resource_name: string;
  readonly checksum: string;
}

/** Takes a fresh number from the sequence that all keys share, as a key of its own. */
const newKey = async (client: PoolClient): Promise<EntityKey> => {
  const { rows } = await client.query<{ key: string }>(`select entity_key(nextval('entity_numbers'), 0) as key`);
  return BigInt(rows[0]!.key);
};

/** Replaces the message and timer starts of a process by those of its newest version. */
async function subscribeStarts(
  client: PoolClient,
  definition: ProcessDefinition,
  key: EntityKey,
  at: Date,
  evaluator: Evaluator,
  dueDates: DueDates,
): Promise<void> {
  await client.query('delete from message_starts where process_id = $1', [definition.processId]);
  await client.query('delete from timer_starts where process_id = $1', [definition.processId]);
  const { messages, timers } = eventStarts(definition, evaluator, at.getTime());
  for (const { element, name } of messages) {
    await client.query(
      'insert into message_starts (process_id, element_id, definition_key, message_name) values ($1, $2, $3, $4)',
      [definition.processId, element, key, name],
    );
  }
  for (const { element, request } of timers) {
    const date = await dueDates.within(client, request);
    if ('error' in date) throw new DueDateError(date.error);
    await client.query(
      'insert into timer_starts (definition_key, element_id, process_id, due, request) values ($1, $2, $3, $4, $5)',
      [key, element, definition.processId, new Date(date.due), JSON.stringify(request)],
    );
  }
}

/**
 * Stores files and their compiled processes in one transaction. A process whose newest version has the same document
 * and file keeps it, and its stopped timer starts go on; else a new version is made and takes over the process's message and timer starts.
 */
export function createDeploy(deps: {
  readonly pool: Pool;
  readonly clock: ProductClock;
  readonly notices: Notices;
  readonly evaluator: Evaluator;
  readonly dueDates: DueDates;
}) {
  const deployProcess = async (
    client: PoolClient,
    file: CompiledFile,
    definition: ProcessDefinition,
    keys: { readonly resource: EntityKey; readonly deployment: EntityKey },
    at: Date,
  ): Promise<DeployedProcess> => {
    const hash = contentHash(definition);
    const { rows } = await client.query<Latest>(
      `select d.key, d.version, d.hash, d.resource_name, r.checksum from process_definitions d join resources r on r.key = d.resource_key
       where d.process_id = $1 order by d.version desc limit 1`,
      [definition.processId],
    );
    const latest = rows[0];
    const described = {
      processId: definition.processId,
      ...(definition.name === undefined ? {} : { name: definition.name }),
      ...(definition.versionTag === undefined ? {} : { versionTag: definition.versionTag }),
      resourceName: file.file.name,
    };
    const unchanged =
      latest?.hash === hash &&
      latest.resource_name === file.file.name &&
      latest.checksum === checksum(file.file.content);
    if (latest && unchanged) {
      await resumeTimerStarts(client, BigInt(latest.key), deps.dueDates);
      return { key: BigInt(latest.key), version: latest.version, ...described };
    }

    const key = await newKey(client);
    const version = (latest?.version ?? 0) + 1;
    await client.query('insert into compiled_definitions (hash, document) values ($1, $2) on conflict do nothing', [
      hash,
      JSON.stringify(definition),
    ]);
    await client.query(
      `insert into process_definitions (key, process_id, version, name, version_tag, resource_name, resource_key, deployment_key, hash, created_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        key,
        definition.processId,
        version,
        definition.name ?? null,
        definition.versionTag ?? null,
        file.file.name,
        keys.resource,
        keys.deployment,
        hash,
        at,
      ],
    );
    await subscribeStarts(client, definition, key, at, deps.evaluator, deps.dueDates);
    return { key, version, ...described };
  };

  return async (files: readonly CompiledFile[], by: string | undefined): Promise<Deployed> => {
    const at = await deps.clock.now();
    const deployed = await inTransaction(deps.pool, async (client) => {
      // One deployment at a time: versions are given out in order.
      await client.query(`select pg_advisory_xact_lock(hashtextextended('deploy', 0))`);
      const deployment = await newKey(client);
      await client.query('insert into deployments (key, deployed_at, deployed_by) values ($1, $2, $3)', [
        deployment,
        at,
        by ?? null,
      ]);
      const processes: DeployedProcess[] = [];
      for (const file of files) {
        const resource = await newKey(client);
        await client.query(
          'insert into resources (key, deployment_key, name, checksum, content) values ($1, $2, $3, $4, $5)',
          [resource, deployment, file.file.name, checksum(file.file.content), Buffer.from(file.file.content)],
        );
        for (const definition of file.processes) {
          processes.push(await deployProcess(client, file, definition, { resource, deployment }, at));
        }
      }
      return { deploymentKey: deployment, deployedAt: at, processes };
    });
    deps.notices.nudge();
    deps.notices.changed(
      'processes',
      deployed.processes.map(({ processId }) => processId),
    );
    return deployed;
  };
}
