import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Instance } from './instances-query.js';

export interface InstanceStateProps {
  readonly state: Instance['state'];
  readonly hasIncident: boolean;
}

/** The state of an instance or of one of its elements; an open incident goes before it. */
export const InstanceStateTag = ({ state, hasIncident }: InstanceStateProps) => {
  const { t } = useTranslation('operations');
  const colors = { ACTIVE: 'processing', COMPLETED: 'green', TERMINATED: 'default' } as const;
  return (
    <Tag color={hasIncident ? 'error' : colors[state]}>{hasIncident ? t('state.INCIDENT') : t(`state.${state}`)}</Tag>
  );
};
