import type { Limits } from '../arguments.js';
import type { Contender } from '../contender.js';
import { operaton } from './operaton.js';

/** Makes a contender of a peer engine from the folder of its harness. */
type Peer = (root: string, harness: string, limits: Limits, say: (text: string) => void) => Contender;

/** The peer engines, by name. */
export const peers: Readonly<Record<string, Peer>> = { operaton };
