import { readFileSync } from 'node:fs';

/** The environment of a process. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Variables with a secret. Each may be the content of a file instead, named by the variable with `_FILE` at its end, so that it
 * stands neither in a command line nor in what a container runtime tells of a container.
 */
export const SECRETS = [
  'DATABASE_URL',
  'DATABASE_PASSWORD',
  'REGLAMENT_ADMIN_PASSWORD',
  'REGLAMENT_ENGINEER_PASSWORD',
  'REGLAMENT_API_KEY',
  'SMTP_URL',
] as const;

/** A variable's value; an empty one counts as absent. */
const given = (environment: Environment, name: string): string | undefined => environment[name] || undefined;

function readSecretFile(variable: string, path: string): string {
  let content: string;
  try {
    content = readFileSync(path, 'utf8').trim();
  } catch (error) {
    throw new Error(`${variable}: ${(error as Error).message}`, { cause: error });
  }
  if (content === '') throw new Error(`${variable}: ${path} is empty`);
  return content;
}

function secretOf(environment: Environment, name: string): string | undefined {
  const file = given(environment, `${name}_FILE`);
  const value = given(environment, name);
  if (file === undefined) return value;
  if (value !== undefined) throw new Error(`${name} and ${name}_FILE are both set; one of them is enough`);
  return readSecretFile(`${name}_FILE`, file);
}

/** The database's address with the password that was given beside it. */
function addressWith(password: string, url: string | undefined): string {
  if (url === undefined) throw new Error('DATABASE_PASSWORD is set without DATABASE_URL');
  if (!URL.canParse(url)) throw new Error('DATABASE_URL is no address');
  const address = new URL(url);
  if (address.password !== '')
    throw new Error('DATABASE_URL has a password already; DATABASE_PASSWORD has another one');
  address.password = encodeURIComponent(password);
  return address.href;
}

/**
 * The environment with its secrets read from their files, and the database's password put into its address.
 *
 * @throws Error that names the variable, and never a secret
 */
export function readEnvironment(environment: Environment): Environment {
  const result: Record<string, string | undefined> = { ...environment };
  for (const name of SECRETS) {
    const value = secretOf(environment, name);
    delete result[`${name}_FILE`];
    if (value !== undefined) result[name] = value;
  }
  const { DATABASE_PASSWORD: password, ...rest } = result;
  if (!password) return rest;
  return { ...rest, DATABASE_URL: addressWith(password, given(rest, 'DATABASE_URL')) };
}
