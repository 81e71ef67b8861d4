import type { Pool } from 'pg';
import type { ProcessDefinition } from '../../bpmn/index.js';
import type { DefinitionSelector, DeployedProcess, EntityKey } from '../engine.js';

/** A deployed version with the hash of its compiled document. */
export interface DefinitionRow extends DeployedProcess {
  readonly hash: string;
  readonly deploymentKey: EntityKey;
}

/** Deployed definitions. Documents are immutable and cached by hash. */
export interface Definitions {
  /** The compiled document. @throws when there is none of that hash */
  document(hash: string): Promise<ProcessDefinition>;
  /**
   * A deployed version. The newest one of a process may be remembered: who relies on it has its commit check that it still
   * is, or where nothing is committed asks `isNewest`, and calls `forgetLatest` when it is not.
   */
  find(selector: DefinitionSelector): Promise<DefinitionRow | undefined>;
  /** Is it the newest version of its process now? Reads what is stored. */
  isNewest(definition: DefinitionRow): Promise<boolean>;
  /** A newer version of the process is there. */
  forgetLatest(processId: string): void;
  /** The version with a tag, newest first. */
  findByVersionTag(processId: string, versionTag: string): Promise<DefinitionRow | undefined>;
  /** The version of a process that was deployed together with another definition. */
  findInDeployment(processId: string, deploymentKey: EntityKey): Promise<DefinitionRow | undefined>;
}

/** Documents kept in memory; the oldest go first. */
const CACHED = 500;

const COLUMNS = `key, process_id as "processId", version, version_tag as "versionTag", name,
  resource_name as "resourceName", hash, deployment_key as "deploymentKey"`;

interface Row {
  readonly key: string;
  readonly processId: string;
  readonly version: number;
  readonly versionTag: string | null;
  readonly name: string | null;
  readonly resourceName: string;
  readonly hash: string;
  readonly deploymentKey: string;
}

const rowToDefinition = (row: Row): DefinitionRow => ({
  key: BigInt(row.key),
  processId: row.processId,
  version: row.version,
  ...(row.versionTag === null ? {} : { versionTag: row.versionTag }),
  ...(row.name === null ? {} : { name: row.name }),
  resourceName: row.resourceName,
  hash: row.hash,
  deploymentKey: BigInt(row.deploymentKey),
});

/** Reads definitions from Postgres. */
export function createDefinitions(pool: Pool): Definitions {
  const documents = new Map<string, Promise<ProcessDefinition>>();
  const latest = new Map<string, DefinitionRow>();

  const load = async (hash: string): Promise<ProcessDefinition> => {
    const { rows } = await pool.query<{ document: ProcessDefinition }>({
      name: 'definition-document',
      text: 'select document from compiled_definitions where hash = $1',
      values: [hash],
    });
    const row = rows[0];
    if (!row) throw new Error(`There is no compiled definition ${hash}`);
    return row.document;
  };

  const one = async (name: string, where: string, values: readonly unknown[]): Promise<DefinitionRow | undefined> => {
    const { rows } = await pool.query<Row>({
      name,
      text: `select ${COLUMNS} from process_definitions where ${where} order by version desc limit 1`,
      values: [...values],
    });
    return rows[0] && rowToDefinition(rows[0]);
  };

  const newest = (processId: string): Promise<DefinitionRow | undefined> =>
    one('definition-latest', 'process_id = $1', [processId]);

  return {
    document(hash) {
      const known = documents.get(hash);
      if (known) return known;
      const loading = load(hash);
      documents.set(hash, loading);
      loading.catch(() => documents.delete(hash));
      if (documents.size > CACHED) documents.delete(documents.keys().next().value!);
      return loading;
    },
    async find(selector) {
      if ('key' in selector) return one('definition-by-key', 'key = $1', [selector.key]);
      if (selector.version === undefined) {
        const known = latest.get(selector.processId);
        if (known !== undefined) return known;
        const found = await newest(selector.processId);
        if (found !== undefined) latest.set(selector.processId, found);
        if (latest.size > CACHED) latest.delete(latest.keys().next().value!);
        return found;
      }
      return one('definition-version', 'process_id = $1 and version = $2', [selector.processId, selector.version]);
    },
    isNewest: async ({ processId, key }) => (await newest(processId))?.key === key,
    forgetLatest: (processId) => void latest.delete(processId),
    findByVersionTag: (processId, versionTag) =>
      one('definition-tag', 'process_id = $1 and version_tag = $2', [processId, versionTag]),
    findInDeployment: (processId, deploymentKey) =>
      one('definition-in-deployment', 'process_id = $1 and deployment_key = $2', [processId, deploymentKey]),
  };
}
