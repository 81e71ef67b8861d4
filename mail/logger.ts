import pino from 'pino';
import { createLogOutput } from '../runtime/index.js';

export type Logger = pino.Logger;

/** JSON lines on standard output. */
export const createLogger = (level: string): Logger => pino({ name: 'mail', level }, createLogOutput());
