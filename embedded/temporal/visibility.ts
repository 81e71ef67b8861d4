import { readFileSync, writeFileSync } from 'node:fs';
import initSqlJs from 'sql.js';

/** Indexes that the server's own look-ups use: by time, newest first, and by workflow. */
const KEPT = ['default_idx', 'by_workflow_id'];

const SUPERFLUOUS = `select type, name from sqlite_master
  where tbl_name = 'executions_visibility' and sql is not null
    and (type = 'trigger' or (type = 'index' and name not in (${KEPT.map((name) => `'${name}'`).join(', ')})))`;

/**
 * Takes the indexes and search triggers off a Temporal server's list of workflows: they serve searches that nobody
 * makes here, and cost a quarter of the server's processor time (docs/performance.md).
 *
 * @param file database of a stopped server, in rollback journal mode
 * @returns how many indexes and triggers were taken off
 */
export async function thinVisibility(file: string): Promise<number> {
  const sql = await initSqlJs();
  const database = new sql.Database(readFileSync(file));
  try {
    const found = database.exec(SUPERFLUOUS)[0]?.values ?? [];
    for (const [type, name] of found) database.run(`drop ${String(type)} "${String(name)}"`);
    database.run('vacuum');
    writeFileSync(file, database.export());
    return found.length;
  } finally {
    database.close();
  }
}
