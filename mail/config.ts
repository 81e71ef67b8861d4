import { z } from 'zod';
import { USUAL_LIMITS } from './listener/session-limits.js';

const port = z.coerce.number().int().min(0).max(65_535);

const seconds = z.coerce.number().int().min(1).max(86_400);

const schema = z
  .object({
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
    /** Connections to the mail port at the same time; of these from one address. */
    REGLAMENT_SMTP_CONNECTIONS: z.coerce.number().int().min(2).max(10_000).default(USUAL_LIMITS.connections),
    REGLAMENT_SMTP_CONNECTIONS_PER_ADDRESS: z.coerce.number().int().min(1).default(USUAL_LIMITS.perAddress),
    /** How long a client may take for a command, and for everything it has to say, in seconds. */
    REGLAMENT_SMTP_COMMAND_SECONDS: seconds.default(USUAL_LIMITS.commandMs / 1_000),
    REGLAMENT_SMTP_SESSION_SECONDS: seconds.default(USUAL_LIMITS.sessionMs / 1_000),
    /** Bytes per second below which a mail does not arrive. */
    REGLAMENT_SMTP_BYTES_PER_SECOND: z.coerce.number().int().min(0).default(USUAL_LIMITS.bytesPerSecond),
    /** Code of the desk that gets the mail to `postmaster` and `abuse`. */
    REGLAMENT_MAIL_POSTMASTER_DESK: z.string().min(1).optional(),
    /** Folder of everything that is kept; attachments lie in its `attachments`. */
    REGLAMENT_DATA: z.string().min(1).default('.data'),
    /** The process ends when its standard input closes: its supervisor is gone. */
    REGLAMENT_SUPERVISED: z.enum(['0', '1']).default('0'),
    /** Longest statement of the database, in seconds; 0: no limit. */
    REGLAMENT_STATEMENT_SECONDS: z.coerce.number().int().min(0).default(60),
    LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error']).default('info'),
  })
  .refine((given) => given.REGLAMENT_SMTP_CONNECTIONS_PER_ADDRESS < given.REGLAMENT_SMTP_CONNECTIONS, {
    path: ['REGLAMENT_SMTP_CONNECTIONS_PER_ADDRESS'],
    message: 'One address must not take all places: expected less than REGLAMENT_SMTP_CONNECTIONS',
  });

/** Names of all variables that the mail process reads. */
export const MAIL_VARIABLES: readonly string[] = Object.keys(schema.shape);

export type MailConfig = z.infer<typeof schema>;

/** Reads the environment; an empty value counts as absent. @throws with every wrong or missing variable named */
export function readConfig(environment: NodeJS.ProcessEnv): MailConfig {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const faults = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`The configuration of the mail process is wrong. ${faults.join('; ')}`);
}
