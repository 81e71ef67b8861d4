import { Input, Segmented, Select, type InputRef } from 'antd';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useShortcut } from '../../keyboard/use-shortcut.js';
import type { Desk } from '../ticket/ticket-data.js';
import { ticketStates, type TicketFilters } from './ticket-filters.js';

interface TicketsToolbarProps {
  readonly desks: readonly Desk[];
  readonly filters: TicketFilters;
  readonly onChange: (change: Partial<TicketFilters>) => void;
}

/** How long nothing is typed before the list follows, in ms. */
const TYPING_PAUSE = 250;

/** Values of all desks, each code once. */
const statusesOf = (desks: readonly Desk[]): { value: string; label: string }[] => {
  const labels = new Map(desks.flatMap(({ statuses }) => statuses.map(({ code, label }) => [code, label] as const)));
  return [...labels].map(([value, label]) => ({ value, label }));
};

/** What is looked for, and in which tickets. `/` goes to the words. */
export const TicketsToolbar = ({ desks, filters, onChange }: TicketsToolbarProps) => {
  const { t } = useTranslation('queue');
  const field = useRef<InputRef>(null);
  const [typed, setTyped] = useState(filters.q ?? '');
  const applyTyped = useEffectEvent(() => {
    if (typed.trim() !== (filters.q ?? '')) onChange({ q: typed.trim() });
  });
  useEffect(() => {
    const timer = setTimeout(() => applyTyped(), TYPING_PAUSE);
    return () => clearTimeout(timer);
  }, [typed]);
  useShortcut('/', t('find'), t('tickets.title'), () => field.current?.focus({ cursor: 'all' }));

  const chosen = desks.filter(({ code }) => filters.desk === undefined || code === filters.desk);
  return (
    <>
      <Input.Search
        ref={field}
        autoFocus
        allowClear
        value={typed}
        placeholder={t('tickets.search')}
        aria-label={t('tickets.search')}
        style={{ width: 360 }}
        onChange={({ target }) => setTyped(target.value)}
        onSearch={(text) => onChange({ q: text.trim() })}
      />
      <Segmented
        aria-label={t('tickets.state')}
        value={filters.state}
        options={ticketStates.map((value) => ({ value, label: t(`tickets.states.${value}`) }))}
        onChange={(state) => onChange({ state })}
      />
      {desks.length > 1 && (
        <Select
          aria-label={t('filters.desk')}
          allowClear
          placeholder={t('filters.desk')}
          value={filters.desk ?? null}
          style={{ width: 240 }}
          options={desks.map(({ code, name }) => ({ value: code, label: name }))}
          onChange={(desk: string | null | undefined) => onChange({ desk: desk ?? undefined, status: undefined })}
        />
      )}
      <Select
        aria-label={t('filters.status')}
        allowClear
        placeholder={t('filters.anyStatus')}
        value={filters.status ?? null}
        style={{ width: 220 }}
        options={statusesOf(chosen)}
        onChange={(status: string | null | undefined) => onChange({ status: status ?? undefined })}
      />
    </>
  );
};
