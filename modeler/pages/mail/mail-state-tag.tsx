import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import type { MailState } from './mail-data.js';

const colours: Readonly<Record<MailState, string>> = {
  received: 'processing',
  ticket: 'green',
  comment: 'green',
  ignored: 'default',
  failed: 'red',
  pending: 'gold',
  sent: 'green',
  kept: 'red',
  refused: 'red',
  unwanted: 'default',
  limited: 'orange',
};

/** State of an email. */
export const MailStateTag = ({ state }: { readonly state: MailState }) => {
  const { t } = useTranslation('mail');
  return <Tag color={colours[state]}>{t(`state.${state}`)}</Tag>;
};
