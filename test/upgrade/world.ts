import { createTransport, type SendMailOptions } from 'nodemailer';
import type { Client } from 'pg';
import { until } from '../../engine/test-support/until.js';
import { DESK } from '../e2e/tickets/desk.js';
import type { Ending, Step } from './expected.js';

const PATIENCE_MS = 60_000;

/** What the recipe says about an instance, besides what its rows say. */
export interface Note {
  readonly id?: string;
  readonly what: string;
  readonly finish: readonly Step[];
  readonly ends: Ending;
  readonly leaves?: Readonly<Record<string, unknown>>;
  readonly ticketId?: string;
}

/** Who is called, and where. */
export interface Place {
  readonly url: string;
  readonly password: string;
  readonly smtpPort: number;
  /** On the product's database: to look, hardly ever to write. */
  readonly db: Client;
}

type Variables = Readonly<Record<string, unknown>>;

/** Sends one request as `admin`; answers status and body. */
export type Call = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Readonly<Record<string, string>>,
) => Promise<{ readonly status: number; readonly body: Record<string, unknown> }>;

export function callAs(url: string, password: string): Call {
  const authorization = `Basic ${Buffer.from(`admin:${password}`).toString('base64')}`;
  return async (method, path, body, headers = {}) => {
    const form = body instanceof FormData;
    const response = await fetch(`${url}${path}`, {
      method,
      headers: {
        authorization,
        ...(body === undefined || form ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: form ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: (text === '' ? {} : JSON.parse(text)) as Record<string, unknown> };
  };
}

/** The product as its people, workers and customers use it while the dump is made. */
export class World {
  readonly #place: Place;
  readonly call: Call;
  /** By the key of the instance. */
  readonly notes = new Map<string, Note>();
  /** Keys by the ids of the recipe. */
  readonly keys = new Map<string, string>();

  constructor(place: Place) {
    this.#place = place;
    this.call = callAs(place.url, place.password);
  }

  address(path: string): string {
    return `${this.#place.url}${path}`;
  }

  /** As `call`. @throws unless it was carried out, or stored to be */
  async must(...given: Parameters<Call>): Promise<Record<string, unknown>> {
    const { status, body } = await this.call(...given);
    if (status < 300 || body['type']?.toString().endsWith('outcome-pending')) return body;
    throw new Error(`${given[0]} ${given[1]} ${JSON.stringify(given[2])}: ${status} ${JSON.stringify(body)}`);
  }

  async rows<Row extends object>(sql: string, ...values: readonly unknown[]): Promise<readonly Row[]> {
    return (await this.#place.db.query<Row>(sql, [...values])).rows;
  }

  /** The first value of the only row, once there is one. */
  async one<Value>(what: string, sql: string, ...values: readonly unknown[]): Promise<Value> {
    let found: readonly object[] = [];
    await until(async () => (found = await this.rows(sql, ...values)).length > 0, PATIENCE_MS, what);
    if (found.length > 1) throw new Error(`${what} is there ${found.length} times`);
    return Object.values(found[0]!)[0] as Value;
  }

  /** Waits until nothing is on its way. */
  async settle(): Promise<void> {
    const rest = `select 1 where not exists (select 1 from inputs where outcome is null)
      and not exists (select 1 from starts) and not exists (select 1 from inboxes where unsent)
      and not exists (select 1 from timer_starts where not hosted and due is not null)
      and not exists (select 1 from incoming_mail where state = 'received')`;
    await this.one('rest', rest);
  }

  async deploy(...models: readonly { readonly name: string; readonly xml: string }[]): Promise<void> {
    const form = new FormData();
    for (const { name, xml } of models) form.append('resources', new Blob([xml], { type: 'text/xml' }), name);
    await this.must('POST', '/v2/deployments', form);
  }

  /** Starts an instance with a business id; answers its key. */
  async start(process: string, id: string, variables: Variables, tags: readonly string[]): Promise<string> {
    const body = { processDefinitionId: process, businessId: id, tags, variables };
    const key = (await this.must('POST', '/v2/process-instances', body))['processInstanceKey'] as string;
    this.keys.set(id, key);
    return key;
  }

  key(id: string): string {
    const key = this.keys.get(id);
    if (key === undefined) throw new Error(`there is no ${id}`);
    return key;
  }

  /** The children of an instance, in the order of their keys. */
  async children(parent: string, count: number): Promise<readonly string[]> {
    let found: readonly { key: string }[] = [];
    const sql = `select ((number << 23) | 1)::text as key from process_instances
      where parent_number = $1::bigint >> 23 and status = 'active' order by number`;
    await until(
      async () => (found = await this.rows<{ key: string }>(sql, parent)).length === count,
      PATIENCE_MS,
      `${count} children of ${parent}`,
    );
    return found.map(({ key }) => key);
  }

  /** Key of the oldest open job of an instance. */
  job(instance: string): Promise<string> {
    const sql = `select key::text from jobs where instance = $1::bigint >> 23 and state in ('open', 'blocked') order by key limit 1`;
    return this.one(`a job of ${instance}`, sql, instance);
  }

  task(instance: string): Promise<string> {
    const sql = `select key::text from user_tasks where instance = $1::bigint >> 23 and state = 'open' order by key limit 1`;
    return this.one(`a task of ${instance}`, sql, instance);
  }

  incident(instance: string): Promise<string> {
    const sql = `select key::text from incidents where instance = $1::bigint >> 23 and state = 'active'`;
    return this.one(`an incident of ${instance}`, sql, instance);
  }

  /** Locks one job of a type. */
  async activate(type: string, timeout: number): Promise<string> {
    const body = { type, worker: 'upgrade-worker', timeout, maxJobsToActivate: 1, requestTimeout: 10_000 };
    const { jobs } = (await this.must('POST', '/v2/jobs/activation', body)) as { jobs?: { jobKey: string }[] };
    if (jobs?.[0] === undefined) throw new Error(`there is no job ${type}`);
    return jobs[0].jobKey;
  }

  completeJob = async (key: string, variables: Variables = {}): Promise<unknown> =>
    this.must('POST', `/v2/jobs/${key}/completion`, { variables });
  failJob = async (key: string, retries: number, retryBackOff = 0, variables: Variables = {}): Promise<unknown> =>
    this.must('POST', `/v2/jobs/${key}/failure`, {
      retries,
      retryBackOff,
      errorMessage: 'Принтер не отвечает',
      ...(Object.keys(variables).length > 0 ? { variables } : {}),
    });
  throwError = async (key: string, errorCode: string): Promise<unknown> =>
    this.must('POST', `/v2/jobs/${key}/error`, { errorCode, errorMessage: 'не вышло' });
  assign = async (key: string, assignee: string): Promise<unknown> =>
    this.must('POST', `/v2/user-tasks/${key}/assignment`, { assignee });
  completeTask = async (key: string, variables: Variables = {}): Promise<unknown> =>
    this.must('POST', `/v2/user-tasks/${key}/completion`, { variables });
  publish = async (
    name: string,
    correlationKey: string,
    variables: Variables = {},
    more: { readonly timeToLive?: number; readonly messageId?: string } = {},
  ): Promise<unknown> => this.must('POST', '/v2/messages/publication', { name, correlationKey, variables, ...more });
  setVariables = async (instance: string, variables: Variables): Promise<unknown> =>
    this.must('PUT', `/v2/element-instances/${instance}/variables`, { variables });
  resolve = async (incident: string): Promise<unknown> => this.must('POST', `/v2/incidents/${incident}/resolution`, {});
  cancel = async (instance: string): Promise<unknown> =>
    this.must('POST', `/v2/process-instances/${instance}/cancellation`);

  /** Sends a mail to the desk; resolves when it was accepted. */
  async send(mail: SendMailOptions): Promise<void> {
    const transport = createTransport({ host: '127.0.0.1', port: this.#place.smtpPort, ignoreTLS: true });
    await transport.sendMail({ to: DESK, ...mail });
    transport.close();
  }

  /** Sends a mail and waits for the ticket that it is about; null: it is about none. */
  async mail(mail: SendMailOptions & { readonly messageId: string }): Promise<string | null> {
    await this.send(mail);
    const sql = `select ticket_id::text from incoming_mail where message_id = $1 and state <> 'received'`;
    return this.one(`the outcome of ${mail.messageId}`, sql, mail.messageId);
  }

  ticketInstance(ticketId: string): Promise<string> {
    const sql = `select ((instance << 23) | 1)::text from tickets where id = $1`;
    return this.one(`the instance of ticket ${ticketId}`, sql, ticketId);
  }

  /** Presses the button of an element on a ticket. */
  async press(ticketId: string, element: string, variables: Variables = {}): Promise<void> {
    const { actions } = (await this.must('GET', `/api/tickets/${ticketId}`)) as {
      actions?: readonly { readonly actionKey: string; readonly elementId: string }[];
    };
    const action = actions?.find(({ elementId }) => elementId === element);
    if (action === undefined) throw new Error(`ticket ${ticketId} does not offer ${element}`);
    await this.must('POST', `/api/tickets/${ticketId}/actions/${action.actionKey}`, { variables });
  }
}
