import { Segmented, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Desk } from '../ticket/ticket-data.js';
import { assignees, type QueueFilters } from './queue-filters.js';

export interface QueueToolbarProps {
  readonly desks: readonly Desk[];
  readonly desk: Desk;
  readonly filters: QueueFilters;
  readonly onChange: (change: Partial<QueueFilters>) => void;
}

/** Which desk, whose tickets, in which status. */
export const QueueToolbar = ({ desks, desk, filters, onChange }: QueueToolbarProps) => {
  const { t } = useTranslation('queue');
  return (
    <>
      {desks.length > 1 && (
        <Select
          aria-label={t('filters.desk')}
          value={desk.code}
          style={{ width: 280 }}
          options={desks.map(({ code, name }) => ({ value: code, label: name }))}
          onChange={(code) => onChange({ desk: code, status: undefined })}
        />
      )}
      <Segmented
        aria-label={t('filters.assignee')}
        value={filters.assignee}
        options={assignees.map((value) => ({ value, label: t(`filters.${value}`) }))}
        onChange={(assignee) => onChange({ assignee })}
      />
      <Select
        aria-label={t('filters.status')}
        placeholder={t('filters.anyStatus')}
        value={filters.status ?? null}
        allowClear
        style={{ width: 220 }}
        options={desk.statuses.map(({ code, label }) => ({ value: code, label }))}
        onChange={(status: string | null | undefined) => onChange({ status: status ?? undefined })}
      />
    </>
  );
};
