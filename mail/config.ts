import { z } from 'zod';

const port = z.coerce.number().int().min(0).max(65_535);

const schema = z.object({
  DATABASE_URL: z.string().min(1),
  REGLAMENT_TEST_CLOCK: z.enum(['0', '1']).default('0'),
  /** Address to listen on for mail; this machine only unless told otherwise. */
  REGLAMENT_SMTP_HOST: z.string().min(1).default('127.0.0.1'),
  REGLAMENT_SMTP_PORT: port.default(2_525),
  /** Port to listen on where the other one is taken; absent: the process ends then. */
  REGLAMENT_SMTP_SPARE_PORT: port.optional(),
  /** Largest mail taken in, in bytes. */
  REGLAMENT_MAIL_MAX_BYTES: z.coerce
    .number()
    .int()
    .min(1_000)
    .default(25 * 1024 * 1024),
  /** Folder of everything that is kept; attachments lie in its `attachments`. */
  REGLAMENT_DATA: z.string().min(1).default('.data'),
  /** The process ends when its standard input closes: its supervisor is gone. */
  REGLAMENT_SUPERVISED: z.enum(['0', '1']).default('0'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error']).default('info'),
});

export type MailConfig = z.infer<typeof schema>;

/** Reads the environment; an empty value counts as absent. @throws with every wrong or missing variable named */
export function readConfig(environment: NodeJS.ProcessEnv): MailConfig {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const faults = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`The configuration of the mail process is wrong. ${faults.join('; ')}`);
}
