import { fileURLToPath } from 'node:url';
import { defineConfig } from 'prisma/config';

// Read by the Prisma CLI before it looks for its engine (docs/decisions/0018-schema-engine-in-webassembly.md).
process.env['PRISMA_SCHEMA_ENGINE_BINARY'] ??= fileURLToPath(
  new URL('./prisma/schema-engine/schema-engine.mjs', import.meta.url),
);

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  datasource: { url: process.env['DATABASE_URL'] ?? '' },
});
