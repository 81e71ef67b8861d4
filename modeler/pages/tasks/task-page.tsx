import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { isProblem } from '../../api/problem-error.js';
import { Page } from '../../layout/page.js';
import { usePermission } from '../../session/session.js';
import { EmptyState } from '../../states/empty-state.js';
import { ErrorState } from '../../states/error-state.js';
import { LoadingPage } from '../../states/loading.js';
import { TaskActions } from './task-actions.js';
import { TaskFacts } from './task-facts.js';
import { taskQuery } from './task-queries.js';
import { TaskStateTag } from './task-state.js';
import { TaskWork } from './task-work.js';
import styles from './tasks.module.css';

/** One task: what it is about, its form, and completing it. */
export const TaskPage = () => {
  const { t } = useTranslation('tasks');
  const navigate = useNavigate();
  const { taskKey = '' } = useParams();
  const query = useQuery(taskQuery(taskKey));
  const mayWork = usePermission('tasks.work');
  const task = query.data;
  if (task === undefined && (isProblem(query.error, 'not-found') || isProblem(query.error, 'validation-failed'))) {
    return (
      <EmptyState
        title={t('missing.title')}
        text={t('missing.text', { key: taskKey })}
        actions={<Button onClick={() => void navigate('/tasks')}>{t('backToList')}</Button>}
      />
    );
  }
  if (task === undefined && query.isError) {
    return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  }
  if (task === undefined) return <LoadingPage />;
  return (
    <Page
      title={task.name ?? task.elementId}
      aside={<TaskStateTag state={task.state} />}
      actions={
        <>
          <Link to="/tasks">
            <Button>{t('backToList')}</Button>
          </Link>
          {mayWork && task.state === 'CREATED' && <TaskActions task={task} />}
        </>
      }
    >
      <div className={styles['task']}>
        <TaskWork key={task.userTaskKey} task={task} />
        <TaskFacts task={task} />
      </div>
    </Page>
  );
};
