import { randomUUID } from 'node:crypto';
import { ColumnTypeEnum } from '@prisma/driver-adapter-utils';
import { PrismaPg } from '@prisma/adapter-pg';

/** Type oid of Postgres's one-byte `"char"`, which the engine reads from the catalogue and the adapter does not know. */
const CHAR_OID = 18;
const TEXT_OID = 25;
const shadowPrefix = 'prisma_migrate_shadow_db_';

/** The database that a connection address names. */
export const databaseOf = (url) => decodeURIComponent(new URL(url).pathname.slice(1));

const quoted = (identifier) => `"${identifier.replaceAll('"', '""')}"`;

const schemaOf = (url) => new URL(url).searchParams.get('schema') ?? undefined;

/**
 * Separate fields instead of a connection string: in a string the database wins over the one asked for here, and a
 * shadow database would be the real one. One connection only, so that advisory locks and SET hold.
 */
function connectionFields(url, database) {
  const address = new URL(url);
  const sslMode = address.searchParams.get('sslmode') ?? 'disable';
  const schema = schemaOf(url);
  return {
    host: decodeURIComponent(address.searchParams.get('host') ?? address.hostname),
    port: Number(address.port || 5432),
    user: decodeURIComponent(address.username) || undefined,
    password: decodeURIComponent(address.password) || undefined,
    database,
    max: 1,
    ...(sslMode === 'disable' ? {} : { ssl: { rejectUnauthorized: sslMode !== 'require' } }),
    ...(schema === undefined ? {} : { options: `-c search_path=${quoted(schema)}` }),
  };
}

/** Sends a script whole: the adapter cuts it at every semicolon, also inside function bodies and literals. */
function sendScriptsWhole(adapter) {
  adapter.executeScript = async (script) => {
    try {
      await adapter.underlyingDriver().query(script);
    } catch (error) {
      adapter.onError(error);
    }
  };
}

/** Reads columns of type `"char"` as text and declares them as characters. */
function readCharColumns(adapter) {
  const performIO = adapter.performIO.bind(adapter);
  const queryRaw = adapter.queryRaw.bind(adapter);
  let charColumns = [];
  adapter.performIO = async (query) => {
    const result = await performIO(query);
    charColumns = [];
    result.fields?.forEach((field, column) => {
      if (field.dataTypeID !== CHAR_OID) return;
      charColumns.push(column);
      field.dataTypeID = TEXT_OID;
    });
    return result;
  };
  adapter.queryRaw = async (query) => {
    const result = await queryRaw(query);
    for (const column of charColumns) result.columnTypes[column] = ColumnTypeEnum.Character;
    return result;
  };
}

/** The driver adapter factory that the WebAssembly engine asks for connections, for one connection address. */
export class DatabaseFactory {
  provider = 'postgres';
  adapterName = '@prisma/adapter-pg';

  constructor(url) {
    this.url = url;
  }

  /** @param {string | null} [name] another database than the address's; the engine gives null for that one. */
  async connect(name) {
    const database = name ?? databaseOf(this.url);
    const schema = schemaOf(this.url);
    const adapter = await new PrismaPg(connectionFields(this.url, database), { schema }).connect();
    sendScriptsWhole(adapter);
    readCharColumns(adapter);
    if (schema !== undefined && (database === databaseOf(this.url) || database.startsWith(shadowPrefix))) {
      await adapter.executeScript(`CREATE SCHEMA IF NOT EXISTS ${quoted(schema)}`);
    }
    return adapter;
  }

  /** A fresh database that is dropped when the engine is done with it; its own connections are closed first. */
  async connectToShadowDb() {
    const name = `${shadowPrefix}${randomUUID()}`;
    await this.administer(`CREATE DATABASE ${quoted(name)}`, databaseOf(this.url));
    const shadow = await this.connect(name);
    const close = shadow.dispose.bind(shadow);
    shadow.dispose = async () => {
      await close();
      await this.administer(`DROP DATABASE ${quoted(name)} WITH (FORCE)`, databaseOf(this.url));
    };
    return shadow;
  }

  /** Runs one statement on another database of the same server. */
  async administer(statement, database = 'postgres') {
    const adapter = await this.connect(database);
    try {
      await adapter.executeScript(statement);
    } finally {
      await adapter.dispose();
    }
  }
}

/** Creates the database that the address names; `{ databaseName }` as the engine's protocol has it. */
export async function createDatabase(url) {
  await new DatabaseFactory(url).administer(`CREATE DATABASE ${quoted(databaseOf(url))}`);
  return { databaseName: databaseOf(url) };
}

/** Drops the database that the address names, closing what is connected to it. */
export const dropDatabase = (url) =>
  new DatabaseFactory(url).administer(`DROP DATABASE ${quoted(databaseOf(url))} WITH (FORCE)`);

/** Fails unless the database that the address names answers. */
export const canConnect = (url) => new DatabaseFactory(url).administer('SELECT 1', databaseOf(url));
