import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

export const root = join(import.meta.dirname, '../..');

export type Environment = Readonly<Record<string, string>>;

/** A service of the compose file, as far as these tests look at it. */
export interface Service {
  readonly image?: string;
  readonly build?: unknown;
  readonly entrypoint?: readonly string[];
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly secrets?: readonly string[];
  readonly volumes?: readonly string[];
  readonly networks?: readonly string[];
  readonly ports?: readonly string[];
  readonly profiles?: readonly string[];
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly restart?: string;
  readonly init?: boolean;
  readonly read_only?: boolean;
  readonly stop_signal?: string;
  readonly stop_grace_period?: string;
  readonly logging?: { readonly options?: Readonly<Record<string, string>> };
  readonly security_opt?: readonly string[];
  readonly cap_drop?: readonly string[];
  readonly deploy?: { readonly resources?: { readonly limits?: Readonly<Record<string, string>> } };
}

export interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly secrets: Readonly<Record<string, { readonly file: string }>>;
  readonly networks: Readonly<Record<string, { readonly internal?: boolean }>>;
  readonly volumes: Readonly<Record<string, unknown>>;
}

export const composeText = (): string => readFileSync(join(root, 'docker-compose.yml'), 'utf8');

/** `${NAME}` and `${NAME:-default}`; `$$` is a dollar sign. */
const VARIABLE = /\$\$|\$\{(\w+)(?::-([^}]*))?\}/g;

/** Variables that the file asks the environment for, with their defaults. */
export function variablesOf(text: string): ReadonlyMap<string, string> {
  const found = [...text.matchAll(VARIABLE)].filter(([, name]) => name !== undefined);
  return new Map(found.map(([, name, fallback]) => [name!, fallback ?? '']));
}

const fill = (text: string, environment: Environment): string =>
  text.replace(VARIABLE, (_found, name?: string, fallback?: string) =>
    name === undefined ? '$' : environment[name] || (fallback ?? ''),
  );

function fillAll(value: unknown, environment: Environment): unknown {
  if (typeof value === 'string') return fill(value, environment);
  if (Array.isArray(value)) return value.map((each) => fillAll(each, environment));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, fillAll(each, environment)]));
}

/** Reads a compose file, then fills in its variables; an empty one counts as absent, as `:-` has it. */
export const readCompose = (text: string, environment: Environment = {}): Compose =>
  fillAll(parse(text, { merge: true }), environment) as Compose;

/** Services of ours: those that run the product's image. */
export const productServices = ({ services }: Compose): readonly (readonly [string, Service])[] =>
  Object.entries(services).filter(([, { build }]) => build !== undefined);

/** What a container of a service runs. */
export const commandOf = ({ entrypoint = [], command = [] }: Service): readonly string[] => [...entrypoint, ...command];
