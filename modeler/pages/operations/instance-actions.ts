import { useMutation, useQueryClient } from '@tanstack/react-query';
import { request } from '../../api/request.js';
import { incidentsQuery, type Incident } from './instance-queries.js';
import { stoppedAgain } from './stopped-again.js';

/** Attempts that a retried job gets. */
const RETRIES = 1;

/** Tries again what an incident stopped; a job without attempts left gets one more. */
const retryIncident = async ({ incidentKey, jobKey }: Incident): Promise<void> => {
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

/** One after the other, so that a failure says which one it was. */
const retryAll = async (incidents: readonly Incident[]): Promise<void> => {
  for (const incident of incidents) await retryIncident(incident);
};

/** Retrying what stopped an instance. */
export interface Retrying {
  readonly busy: boolean;
  /**
   * @param incidents - open ones of the instance
   * @param before - all that are open
   * @returns the incidents that came of it; a worker's comes only when it has tried
   */
  retry(incidents: readonly Incident[], before: readonly Incident[]): Promise<readonly Incident[]>;
}

/** Retries incidents of an instance and looks whether it has stopped again. */
export const useRetrying = (instanceKey: string): Retrying => {
  const client = useQueryClient();
  const { isPending, mutateAsync } = useInstanceAction(retryAll);
  return {
    busy: isPending,
    // A promise, not the callbacks of the mutation: these are lost when its card goes with its incident.
    retry: async (incidents, before) => {
      await mutateAsync(incidents);
      const { items } = await client.fetchQuery({ ...incidentsQuery(instanceKey), staleTime: 0 });
      return stoppedAgain(incidents, before, items);
    },
  };
};
