import { z } from 'zod';

/** The variables of TLS to Temporal. */
const tls = {
  /** 1: TLS also without any of the files below, with the certificate authorities that Node.js knows. */
  REGLAMENT_TEMPORAL_TLS: z.enum(['0', '1']).default('0'),
  /** File with the certificate authorities that Temporal's certificate is checked with (PEM). */
  REGLAMENT_TEMPORAL_TLS_CA: z.string().min(1).optional(),
  /** Files with the certificate and the key that we show (PEM): both or none. */
  REGLAMENT_TEMPORAL_TLS_CERTIFICATE: z.string().min(1).optional(),
  REGLAMENT_TEMPORAL_TLS_KEY: z.string().min(1).optional(),
  /** Name that Temporal's certificate has to have; absent: the host of the address. */
  REGLAMENT_TEMPORAL_TLS_SERVER_NAME: z.string().min(1).optional(),
};

const variables = z.object({
  ...tls,
  DATABASE_URL: z.string().min(1),
  TEMPORAL_ADDRESS: z.string().min(1).default('127.0.0.1:7233'),
  TEMPORAL_NAMESPACE: z.string().min(1).default('default'),
  /** Code of the workflow bundle, built beforehand. */
  WORKFLOW_BUNDLE: z.string().min(1).optional(),
  /** Mail server that takes emails; absent: they stay in the local mailbox. */
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  REGLAMENT_TEST_CLOCK: z.enum(['0', '1']).default('0'),
  /** Workflows kept in memory (about 1 MB each); never 0: local activities would be repeated without end. */
  REGLAMENT_CACHED_WORKFLOWS: z.coerce.number().int().min(10).default(200),
  /** The process ends when its standard input closes: nobody supervises it any more. */
  REGLAMENT_SUPERVISED: z.enum(['0', '1']).default('0'),
  /** Longest statement of the database, in seconds; 0: no limit. */
  REGLAMENT_STATEMENT_SECONDS: z.coerce.number().int().min(0).default(600),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error']).default('info'),
});

const schema = variables.superRefine((config, context) => {
  const { REGLAMENT_TEMPORAL_TLS_CERTIFICATE: certificate, REGLAMENT_TEMPORAL_TLS_KEY: key } = config;
  if ((certificate === undefined) === (key === undefined)) return;
  const missing = certificate === undefined ? 'REGLAMENT_TEMPORAL_TLS_CERTIFICATE' : 'REGLAMENT_TEMPORAL_TLS_KEY';
  context.addIssue({ code: 'custom', path: [missing], message: 'a certificate and its key go together' });
});

/** Names of all variables that the worker and the checker read. */
export const WORKER_VARIABLES: readonly string[] = Object.keys(variables.shape);

export type WorkerConfig = z.infer<typeof schema>;

/** Reads the environment. @throws with every wrong or missing variable named */
export function readConfig(environment: NodeJS.ProcessEnv): WorkerConfig {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const faults = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`The worker's configuration is wrong. ${faults.join('; ')}`);
}
