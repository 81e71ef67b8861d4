import { Button, Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ShownFinding } from './check-diagram.js';

export interface DeployButtonProps {
  readonly findings: readonly ShownFinding[] | undefined;
  readonly busy: boolean;
  onDeploy(): void;
  /** Shows what has to be put right first. */
  onExplain(): void;
}

/** Deploys, or says what has to be put right first. */
export const DeployButton = ({ findings, busy, onDeploy, onExplain }: DeployButtonProps) => {
  const { t } = useTranslation('processes');
  const errors = findings?.filter(({ severity }) => severity === 'error') ?? [];
  if (findings !== undefined && errors.length === 0)
    return (
      <Button type="primary" loading={busy} onClick={onDeploy}>
        {t('deploy.action')}
      </Button>
    );
  const reason = findings === undefined ? t('checks.running') : t('deploy.errorsFirst', { count: errors.length });
  // It looks disabled but can be reached: pressing it explains.
  return (
    <Tooltip title={reason}>
      <Button
        aria-disabled
        aria-label={`${t('deploy.action')}. ${reason}`}
        style={{ opacity: 0.55 }}
        onClick={onExplain}
      >
        {t('deploy.action')}
      </Button>
    </Tooltip>
  );
};
