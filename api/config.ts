import { isIP } from 'node:net';
import { z } from 'zod';

const flag = z
  .enum(['0', '1', ''])
  .default('0')
  .transform((value) => value === '1');

/** An empty text in the environment is as good as none. */
const text = z
  .string()
  .optional()
  .transform((value) => (value === '' ? undefined : value));

const NETWORKS = ['loopback', 'linklocal', 'uniquelocal'];

/** An address, a network (`10.0.0.0/8`) or a name of some. */
const isProxy = (given: string): boolean => {
  const [address = '', bits, ...more] = given.split('/');
  const most = isIP(address) === 6 ? 128 : 32;
  const fits = bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= most);
  return NETWORKS.includes(given) || (isIP(address) !== 0 && fits && more.length === 0);
};

const proxies = text
  .transform((given) => given?.split(',').map((one) => one.trim()))
  .refine(
    (given) => given?.every(isProxy) !== false,
    `Expected addresses or networks with commas between them (10.0.0.0/8, ${NETWORKS.join(', ')})`,
  );

const environment = z.object({
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(8_080),
  REGLAMENT_ADMIN_PASSWORD: text,
  REGLAMENT_ENGINEER_PASSWORD: text,
  REGLAMENT_API_KEY: text,
  REGLAMENT_TEST_CLOCK: flag,
  REGLAMENT_SUPERVISED: flag,
  /** Folder of everything that is kept. */
  REGLAMENT_DATA: z.string().default('.data'),
  /** Where browsers find the product, when it stands behind a proxy. */
  REGLAMENT_PUBLIC_URL: text.pipe(z.url().optional()),
  /** How many proxies in front may be believed about the client's address. */
  REGLAMENT_TRUST_PROXY: z.coerce.number().int().min(0).default(0),
  /** Proxies that may be believed about the client's address; instead of a number of them. */
  REGLAMENT_TRUSTED_PROXIES: proxies,
  /** Requests in work at the same time; more are answered 503. */
  REGLAMENT_MAX_REQUESTS: z.coerce.number().int().min(1).default(500),
  /** Days for which what somebody has typed and not sent is kept. */
  REGLAMENT_TYPED_DRAFT_DAYS: z.coerce.number().int().min(1).max(3_650).default(30),
  /** Longest statement of the database, in seconds; 0: no limit. */
  REGLAMENT_STATEMENT_SECONDS: z.coerce.number().int().min(0).default(60),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
});

/** Names of all variables that the API reads. */
export const API_VARIABLES: readonly string[] = Object.keys(environment.shape);

/** The settings of an API process. */
export interface ApiConfig {
  readonly databaseUrl: string;
  readonly host: string;
  readonly port: number;
  readonly adminPassword: string | undefined;
  readonly engineerPassword: string | undefined;
  readonly apiKey: string | undefined;
  /** Folder of everything that is kept; attachments lie in its `attachments`. */
  readonly dataFolder: string;
  readonly testClock: boolean;
  /** End with the process that started this one (its end of stdin closes). */
  readonly supervised: boolean;
  readonly publicUrl: string | undefined;
  readonly trustProxy: number | readonly string[];
  readonly maxRequests: number;
  readonly typedDraftDays: number;
  readonly statementSeconds: number;
  readonly logLevel: string;
}

/** Reads the environment. @throws Error that names every setting that is missing or wrong, and no value. */
export const readConfig = (env: Readonly<Record<string, string | undefined>>): ApiConfig => {
  const parsed = environment.safeParse(env);
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`The environment is not complete:\n${faults.join('\n')}`);
  }
  const settings = parsed.data;
  return {
    databaseUrl: settings.DATABASE_URL,
    host: settings.HOST,
    port: settings.PORT,
    adminPassword: settings.REGLAMENT_ADMIN_PASSWORD,
    engineerPassword: settings.REGLAMENT_ENGINEER_PASSWORD,
    apiKey: settings.REGLAMENT_API_KEY,
    dataFolder: settings.REGLAMENT_DATA,
    testClock: settings.REGLAMENT_TEST_CLOCK,
    supervised: settings.REGLAMENT_SUPERVISED,
    publicUrl: settings.REGLAMENT_PUBLIC_URL,
    trustProxy: settings.REGLAMENT_TRUSTED_PROXIES ?? settings.REGLAMENT_TRUST_PROXY,
    maxRequests: settings.REGLAMENT_MAX_REQUESTS,
    typedDraftDays: settings.REGLAMENT_TYPED_DRAFT_DAYS,
    statementSeconds: settings.REGLAMENT_STATEMENT_SECONDS,
    logLevel: settings.LOG_LEVEL,
  };
};
