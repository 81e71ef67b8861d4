import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg';
import { DatabaseFactory } from './database.mjs';

const wasm = globalThis.WebAssembly;

/** Where the engine leaves the text of a panic; its Rust side calls both methods by these names. */
class PanicMessage {
  text = '';
  get() {
    return this.text;
  }
  set_message(text) {
    this.text = text;
  }
}
const panic = new PanicMessage();
globalThis.PRISMA_WASM_PANIC_REGISTRY = panic;

/** What the engine said when it panicked; empty when it did not. */
export const panicMessage = () => panic.get();

let loaded = false;

function load() {
  if (loaded) return;
  const module = import.meta.resolve('@prisma/schema-engine-wasm/schema_engine_bg');
  const bytes = readFileSync(fileURLToPath(new URL('./schema_engine_bg.wasm', module)));
  const instance = new wasm.Instance(new wasm.Module(bytes), { './schema_engine_bg.js': bindings });
  bindings.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  loaded = true;
}

/** Version of the engine, as its authors count it. */
export function engineVersion() {
  load();
  return bindings.version();
}

const withoutModels = ['schema.prisma', 'datasource db {\n  provider = "postgresql"\n}\n'];

/**
 * Opens the WebAssembly schema engine on a database.
 *
 * @param {string[]} datamodels paths of the schema files; none: an empty schema
 * @param {string} url address of the database
 */
export function openEngine(datamodels, url) {
  load();
  const files = datamodels.map((path) => [path, readFileSync(path, 'utf8')]);
  return bindings.SchemaEngine.new(
    { datamodels: files.length > 0 ? files : [withoutModels] },
    () => undefined,
    bindMigrationAwareSqlAdapterFactory(new DatabaseFactory(url)),
  );
}
