import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { deploymentReply } from '../../../../api/contract/v2/deployments.js';
import type { Reply } from '../../../api/contract.js';
import { request } from '../../../api/request.js';
import { say } from '../../../feedback/feedback.js';
import { useFailure } from '../../../feedback/use-failure.js';
import { keyOf } from '../../../query/keys.js';
import { usePermission } from '../../../session/session.js';
import type { DraftContent } from './draft-requests.js';
import { useDeployQuestion } from './use-deploy-question.js';

/** A process that has just been deployed. */
export interface Deployed {
  readonly processDefinitionKey: string;
  readonly name: string;
  readonly version: number;
}

/** Deploying what is drawn. */
export interface Deploying {
  readonly busy: boolean;
  deploy(content: DraftContent, basedOn: string | null): void;
}

/**
 * Deploys diagrams and says which version came out, with the offer to start an instance of it (`onStart`).
 * `before`: what has to be done first; `onDeployed`: is told the key of the draft's process.
 */
export const useDeploy = (
  before: () => Promise<void>,
  onDeployed: (processDefinitionKey: string) => void,
  onStart: (deployed: Deployed) => void,
): Deploying => {
  const { t } = useTranslation('processes');
  const queries = useQueryClient();
  const failed = useFailure();
  const mayDeploy = useDeployQuestion();
  const mayStart = usePermission('instances.start');
  const [busy, setBusy] = useState(false);

  const tell = (deployed: Deployed): void => {
    const key = `deployed-${deployed.processDefinitionKey}`;
    say(({ notification }) =>
      notification.success({
        key,
        title: t('deploy.done', { name: deployed.name, version: deployed.version }),
        placement: 'bottomRight',
        duration: 12,
        actions: mayStart && (
          <Button
            type="primary"
            size="small"
            onClick={() => {
              notification.destroy(key);
              onStart(deployed);
            }}
          >
            {t('deploy.start')}
          </Button>
        ),
      }),
    );
  };

  const run = async (content: DraftContent, basedOn: string | null): Promise<void> => {
    const { xml, name, processId } = content;
    await before();
    if (!(await mayDeploy(content, basedOn))) return;
    const form = new FormData();
    form.append('resources', new Blob([xml], { type: 'text/xml' }), `${processId ?? 'diagram'}.bpmn`);
    const { deployments } = await request<Reply<typeof deploymentReply>>('POST', '/v2/deployments', { body: form });
    void queries.invalidateQueries({ queryKey: keyOf('processes') });
    for (const { processDefinition } of deployments) {
      if (processDefinition === null) continue;
      const { processDefinitionKey, processDefinitionId, processDefinitionVersion: version } = processDefinition;
      const isOwn = processDefinitionId === processId;
      if (isOwn) onDeployed(processDefinitionKey);
      tell({ processDefinitionKey, name: isOwn ? name : processDefinitionId, version });
    }
  };

  return {
    busy,
    deploy: (content, basedOn) => {
      setBusy(true);
      run(content, basedOn)
        .catch(failed)
        .finally(() => setBusy(false));
    },
  };
};
