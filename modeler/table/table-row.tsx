import type { CSSProperties, MouseEvent } from 'react';
import { useNavigate } from 'react-router';
import type { Column } from './columns.js';
import styles from './virtual-table.module.css';

interface TableRowProps<Row> {
  readonly row: Row;
  /** Place among all rows, from 0. */
  readonly index: number;
  readonly columns: readonly Column<Row>[];
  readonly link: string | undefined;
  readonly tone: 'danger' | 'warning' | 'chosen' | undefined;
  readonly style: CSSProperties;
}

/** Buttons and links in a row do their own work; selecting text is no click either. */
const isOwnClick = (event: MouseEvent): boolean =>
  (event.target as HTMLElement).closest('a, button, input, [role="menuitem"]') === null &&
  window.getSelection()?.isCollapsed !== false;

/** A row that can be walked to by keyboard and leads somewhere. */
export const TableRow = <Row,>({ row, index, columns, link, tone, style }: TableRowProps<Row>) => {
  const navigate = useNavigate();
  const open = link === undefined ? undefined : () => void navigate(link);
  return (
    <div
      role="row"
      tabIndex={index === 0 ? 0 : -1}
      data-index={index}
      data-tone={tone}
      data-link={link !== undefined || undefined}
      aria-rowindex={index + 2}
      className={styles['row']}
      style={style}
      onClick={(event) => isOwnClick(event) && open?.()}
      onKeyDown={(event) => event.key === 'Enter' && event.target === event.currentTarget && open?.()}
    >
      {columns.map(({ id, align, cell }) => (
        <div key={id} role="cell" className={styles['cell']} data-align={align}>
          {cell(row)}
        </div>
      ))}
    </div>
  );
};
