import { readFileSync } from 'node:fs';
import type { TLSConfig } from '@temporalio/client';
import type { WorkerConfig } from '../config.js';

/** TLS to Temporal, by the paths of its files (PEM). */
export interface TemporalTls {
  /** Certificate authorities that Temporal's certificate is checked with; absent: those that the system knows. */
  readonly ca?: string | undefined;
  /** What we show. */
  readonly client?: { readonly certificate: string; readonly key: string } | undefined;
  /** Name that Temporal's certificate has to have; absent: the host of the address. */
  readonly serverName?: string | undefined;
}

type TlsVariables = Pick<WorkerConfig, Extract<keyof WorkerConfig, `REGLAMENT_TEMPORAL_TLS${string}`>>;

/** What the environment says about TLS; undefined: there is none. */
export function tlsOf(config: TlsVariables): TemporalTls | undefined {
  const { REGLAMENT_TEMPORAL_TLS_CERTIFICATE: certificate, REGLAMENT_TEMPORAL_TLS_KEY: key } = config;
  const tls = {
    ca: config.REGLAMENT_TEMPORAL_TLS_CA,
    client: certificate === undefined || key === undefined ? undefined : { certificate, key },
    serverName: config.REGLAMENT_TEMPORAL_TLS_SERVER_NAME,
  };
  const isUsed = config.REGLAMENT_TEMPORAL_TLS === '1' || Object.values(tls).some((value) => value !== undefined);
  return isUsed ? tls : undefined;
}

function read(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new Error(`The file ${path} for TLS to Temporal cannot be read`, { cause: error });
  }
}

/** Reads the files, in the form that both of Temporal's connections take; null: no TLS. @throws naming the file that cannot be read */
export function readTls(tls: TemporalTls | undefined): TLSConfig | null {
  if (tls === undefined) return null;
  const { ca, client, serverName } = tls;
  return {
    ...(ca === undefined ? {} : { serverRootCACertificate: read(ca) }),
    ...(client === undefined ? {} : { clientCertPair: { crt: read(client.certificate), key: read(client.key) } }),
    ...(serverName === undefined ? {} : { serverNameOverride: serverName }),
  };
}
