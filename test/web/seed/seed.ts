import { accessRequest, accessRequestId } from './access-request.js';

/** Languages that pictures are taken in. */
export type Language = 'ru' | 'en';

/** What stands in the product for pictures of single things. */
export interface Seeded {
  readonly processDefinitionKey: string;
  /** An instance whose job has failed for good. */
  readonly brokenInstance: string;
  /** An open task with a form, of admin. */
  readonly task: string;
  readonly ticketId: string;
}

const people = { ru: 'Анна Сидорова', en: 'Anna Sidorova' } as const;
const systems = { ru: 'Склад', en: 'Warehouse' } as const;

/** Asks the API as `admin`. @throws Error with the answer when it refuses */
export const createCaller = (url: string, password: string) => {
  const authorization = `Basic ${Buffer.from(`admin:${password}`).toString('base64')}`;
  return async <Reply>(method: string, path: string, body?: unknown, more = {}): Promise<Reply> => {
    const form = body instanceof FormData;
    const response = await fetch(url + path, {
      method,
      headers: { authorization, ...(form ? {} : { 'content-type': 'application/json' }), ...more },
      ...(body === undefined ? {} : { body: form ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as Reply;
  };
};

type Call = ReturnType<typeof createCaller>;

/** Deploys the process; unchanged, it stays the version that it is. */
export const deploy = async (call: Call, language: Language): Promise<string> => {
  const body = new FormData();
  body.set('resources', new File([accessRequest(language).xml], `${accessRequestId(language)}.bpmn`));
  const { deployments } = await call<{ deployments: { processDefinition: { processDefinitionKey: string } }[] }>(
    'POST',
    '/v2/deployments',
    body,
  );
  return deployments[0]?.processDefinition.processDefinitionKey ?? '';
};

/** The instance of an earlier run, or a new one. */
const instance = async (call: Call, language: Language, businessId: string): Promise<string> => {
  const processDefinitionId = accessRequestId(language);
  const { items } = await call<{ items: { processInstanceKey: string }[] }>('POST', '/v2/process-instances/search', {
    filter: { processDefinitionId, businessId, state: 'ACTIVE' },
  });
  if (items[0] !== undefined) return items[0].processInstanceKey;
  const variables = { person: people[language], system: systems[language], until: null };
  const started = await call<{ processInstanceKey: string }>('POST', '/v2/process-instances', {
    ...{ processDefinitionId, businessId, variables },
  });
  return started.processInstanceKey;
};

const openTask = async (call: Call, processInstanceKey: string): Promise<string | undefined> => {
  const { items } = await call<{ items: { userTaskKey: string }[] }>('POST', '/v2/user-tasks/search', {
    filter: { processInstanceKey, state: 'CREATED' },
  });
  return items[0]?.userTaskKey;
};

/** An instance that was approved and whose job then failed without retries. */
const brokenInstance = async (call: Call, language: Language): Promise<string> => {
  const key = await instance(call, language, 'REQ-1042');
  const task = await openTask(call, key);
  if (task === undefined) return key;
  await call('POST', `/v2/user-tasks/${task}/completion`, { variables: { approved: 'yes' } });
  const { jobs } = await call<{ jobs: { jobKey: string }[] }>('POST', '/v2/jobs/activation', {
    ...{ type: `${accessRequestId(language)}.grant`, worker: 'directory', timeout: 60_000, maxJobsToActivate: 10 },
  });
  const errorMessage = 'LDAP: cannot bind as cn=reglament (timeout after 5000 ms)';
  for (const { jobKey } of jobs) await call('POST', `/v2/jobs/${jobKey}/failure`, { retries: 0, errorMessage });
  return key;
};

const taskOfAdmin = async (call: Call, language: Language): Promise<string> => {
  const task = (await openTask(call, await instance(call, language, 'REQ-1043'))) ?? '';
  await call('POST', `/v2/user-tasks/${task}/assignment`, { assignee: 'admin', allowOverride: true });
  return task;
};

/** A ticket with a note: a repeated request with its key finds the one of an earlier run. */
const ticket = async (call: Call): Promise<string> => {
  const { items: desks } = await call<{ items: { code: string }[] }>('GET', '/api/desks');
  const registered = await call<{ ticketId: string }>(
    'POST',
    '/api/tickets',
    {
      desk: desks[0]?.code,
      subject: 'Не открывается отчёт по остаткам',
      text: 'Здравствуйте!\n\nС утра отчёт «Остатки по складам» не открывается: пустое окно и ошибка 1042.\nВчера всё работало.',
      requester: { email: 'buh@customer.example', name: 'Ольга Миронова', phone: '+7 495 123-45-67' },
    },
    { 'idempotency-key': 'screenshots' },
  );
  const path = `/api/tickets/${registered.ticketId}`;
  const { timeline } = await call<{ timeline: { kind: string }[] }>('GET', path);
  if (!timeline.some(({ kind }) => kind === 'comment'))
    await call('POST', `${path}/comments`, {
      text: 'Похоже на ошибку прав после обновления: проверить роль «Отчёты».',
      internal: true,
    });
  return registered.ticketId;
};

/** Makes what pictures need, unless it is there already. */
export const seed = async (url: string, password: string, language: Language): Promise<Seeded> => {
  const call = createCaller(url, password);
  return {
    processDefinitionKey: await deploy(call, language),
    brokenInstance: await brokenInstance(call, language),
    task: await taskOfAdmin(call, language),
    ticketId: await ticket(call),
  };
};
