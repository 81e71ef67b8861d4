/** What one client, and all of them together, may take of the listener. */
export interface SessionLimits {
  /** Connections at the same time. */
  readonly connections: number;
  /** Of these, from one address; less than all, so that no address ever takes all places. */
  readonly perAddress: number;
  /** Between two whole commands of a client, in ms. */
  readonly commandMs: number;
  /** From the greeting to the end, in ms. */
  readonly sessionMs: number;
  /** Bytes per second below which a mail does not arrive, looked at once in each `rateWindowMs`. */
  readonly bytesPerSecond: number;
  readonly rateWindowMs: number;
  /** Commands that were refused. */
  readonly errors: number;
  /** Commands at all. */
  readonly commands: number;
  /** How long a connection that was ended may take to read why, in ms. */
  readonly lingerMs: number;
}

export const USUAL_LIMITS: SessionLimits = {
  connections: 100,
  perAddress: 10,
  commandMs: 60_000,
  sessionMs: 30 * 60_000,
  bytesPerSecond: 1_000,
  rateWindowMs: 20_000,
  errors: 20,
  commands: 1_000,
  lingerMs: 2_000,
};
