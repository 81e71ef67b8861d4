import {
  ArrowLeftOutlined,
  CompressOutlined,
  MinusOutlined,
  MoreOutlined,
  PlusOutlined,
  RedoOutlined,
  SearchOutlined,
  UndoOutlined,
} from '@ant-design/icons';
import { Button, Dropdown, Tooltip, type MenuProps } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { History, OpenModeler } from '../../../bridge/open-modeler.js';
import { KeyHint } from '../../../keyboard/key-hint.js';
import type { DraftContent } from './draft-requests.js';
import styles from '../diagram/diagram-page.module.css';

interface ToolProps {
  readonly label: string;
  readonly keys?: string;
  readonly icon: ReactNode;
  readonly onClick: (() => void) | undefined;
}

const Tool = ({ label, keys, icon, onClick }: ToolProps) => (
  <Tooltip
    title={
      <>
        {label} {keys !== undefined && <KeyHint keys={keys} />}
      </>
    }
  >
    <Button type="text" icon={icon} aria-label={label} disabled={onClick === undefined} onClick={onClick} />
  </Tooltip>
);

export interface EditorToolbarProps {
  readonly content: DraftContent;
  readonly modeler: OpenModeler | undefined;
  readonly history: History;
  readonly menu: MenuProps['items'];
  /** Whether what is drawn is safe. */
  readonly note: ReactNode;
  /** Chooses among the diagrams of the file. */
  readonly choice: ReactNode;
  /** The button to deploy. */
  readonly deploy: ReactNode;
}

/** One step of zooming. */
const ZOOM = 1.25;

/** The line above the canvas. */
export const EditorToolbar = ({ content, modeler, history, menu, note, choice, deploy }: EditorToolbarProps) => {
  const { t } = useTranslation('processes');
  return (
    <header className={styles['toolbar']}>
      <Tooltip title={t('title')}>
        <Link to="/processes" className={styles['back']} aria-label={t('title')}>
          <ArrowLeftOutlined />
        </Link>
      </Tooltip>
      <div className={styles['naming']}>
        <h1 className={styles['name']}>{content.name}</h1>
        {note}
      </div>
      <div className={styles['tools']} role="toolbar" aria-label={t('tools.label')}>
        {choice}
        <Tool
          label={t('tools.undo')}
          keys="mod+z"
          icon={<UndoOutlined />}
          onClick={history.canUndo ? modeler?.undo : undefined}
        />
        <Tool
          label={t('tools.redo')}
          keys="mod+y"
          icon={<RedoOutlined />}
          onClick={history.canRedo ? modeler?.redo : undefined}
        />
        <span className={styles['gap']} />
        <Tool
          label={t('tools.out')}
          keys="mod+-"
          icon={<MinusOutlined />}
          onClick={modeler && (() => modeler.zoom(1 / ZOOM))}
        />
        <Tool label={t('tools.fit')} icon={<CompressOutlined />} onClick={modeler?.fit} />
        <Tool
          label={t('tools.in')}
          keys="mod+="
          icon={<PlusOutlined />}
          onClick={modeler && (() => modeler.zoom(ZOOM))}
        />
        <Tool label={t('tools.search')} keys="mod+f" icon={<SearchOutlined />} onClick={modeler?.search} />
        <Dropdown trigger={['click']} disabled={modeler === undefined} menu={{ items: menu ?? [] }}>
          <Button type="text" icon={<MoreOutlined />} aria-label={t('tools.more')} />
        </Dropdown>
        {deploy}
      </div>
    </header>
  );
};
