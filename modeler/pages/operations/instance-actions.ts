import { useMutation, useQueryClient } from '@tanstack/react-query';
import { request } from '../../api/request.js';
import type { Incident } from './instance-queries.js';

/** Attempts that a retried job gets. */
const RETRIES = 1;

/** Tries again what an incident stopped; a job without attempts left gets one more. */
export const retryIncident = async ({ incidentKey, jobKey }: Incident): Promise<void> => {
  if (jobKey !== null) {
    await request('PATCH', `/v2/jobs/${jobKey}`, { body: { changeset: { retries: RETRIES } } });
  }
  await request('POST', `/v2/incidents/${incidentKey}/resolution`);
};

/** Cancels an instance and everything it called. */
export const cancelInstance = (key: string): Promise<unknown> =>
  request('POST', `/v2/process-instances/${key}/cancellation`);

/** A variable to be set in one scope. */
export interface VariableChange {
  readonly scopeKey: string;
  readonly name: string;
  readonly value: unknown;
}

/** Sets a variable of a scope. */
export const setVariable = ({ scopeKey, name, value }: VariableChange): Promise<unknown> =>
  request('PUT', `/v2/element-instances/${scopeKey}/variables`, {
    body: { variables: { [name]: value }, local: true },
  });

/** An action after which everything about instances is asked again. */
export const useInstanceAction = <Input>(act: (input: Input) => Promise<unknown>) => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSettled: () =>
      Promise.all(
        (['instances', 'incidents', 'jobs', 'tasks'] as const).map((resource) =>
          client.invalidateQueries({ queryKey: [resource] }),
        ),
      ),
  });
};
