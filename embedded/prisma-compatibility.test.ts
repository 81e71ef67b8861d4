import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { createEmptyDatabase, createTestDatabase } from '../test/environment/database.js';
import { migrate } from './migrate.js';
import { runCommand } from './processes/run-command.js';

const root = join(import.meta.dirname, '..');
const LIMIT_MS = 30_000;

/** Runs the Prisma CLI on a database with the project's migrations and its stand-in engine. */
function prisma(url: string, ...args: string[]) {
  const cli = join(root, 'node_modules/prisma/build/index.js');
  return runCommand(process.execPath, [cli, ...args], LIMIT_MS, {
    cwd: root,
    env: { ...process.env, DATABASE_URL: url },
  });
}

describe('the Prisma CLI', () => {
  it(
    'finds nothing to do in a database that we have migrated',
    async () => {
      const database = await createTestDatabase();
      const status = await prisma(database.url, 'migrate', 'status');
      await database.drop();
      expect(status.failure).toBeUndefined();
      expect(status.output).toContain('Database schema is up to date');
    },
    LIMIT_MS,
  );

  it(
    'leaves nothing to do for us in a database that it has migrated',
    async () => {
      const database = await createEmptyDatabase();
      const deploy = await prisma(database.url, 'migrate', 'deploy');
      const applied = await migrate(database.url, join(root, 'prisma/migrations'));
      await database.drop();
      expect(deploy.failure).toBeUndefined();
      expect(applied).toEqual([]);
    },
    LIMIT_MS,
  );
});
