import pino from 'pino';

export type Logger = pino.Logger;

/** JSON lines on standard output. */
export const createLogger = (level: string): Logger => pino({ name: 'mail', level });
