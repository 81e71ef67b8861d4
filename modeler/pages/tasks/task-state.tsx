import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Task } from './task-queries.js';

/** The state of a task. States of listeners, which do not occur, read as open. */
export const TaskStateTag = ({ state }: Pick<Task, 'state'>) => {
  const { t } = useTranslation('tasks');
  switch (state) {
    case 'COMPLETED':
      return <Tag color="green">{t('state.COMPLETED')}</Tag>;
    case 'COMPLETING':
      return <Tag color="processing">{t('state.COMPLETING')}</Tag>;
    case 'CANCELED':
      return <Tag>{t('state.CANCELED')}</Tag>;
    default:
      return <Tag color="processing">{t('state.CREATED')}</Tag>;
  }
};
