import type { ReactNode } from 'react';
import styles from './page.module.css';
import { useTabTitle } from './use-tab-title.js';

export interface PageProps {
  readonly title: ReactNode;
  /** What the tab of the browser says, where the title is more than text. */
  readonly tabTitle?: string | undefined;
  /** Beside the title: a count, a state. */
  readonly aside?: ReactNode;
  /** Buttons at the right, the most important one last. */
  readonly actions?: ReactNode;
  /** Filters and search below the title. */
  readonly toolbar?: ReactNode;
  /** What holds for everything on the page, above its content. */
  readonly notice?: ReactNode;
  readonly children: ReactNode;
}

/** A page: title, actions, filters, and content that scrolls by itself. */
export const Page = ({ title, tabTitle, aside, actions, toolbar, notice, children }: PageProps) => {
  useTabTitle(tabTitle ?? (typeof title === 'string' ? title : undefined));
  return (
    <section className={styles['page']}>
      <header className={styles['header']}>
        <h1 className={styles['title']}>{title}</h1>
        {aside !== undefined && <div className={styles['aside']}>{aside}</div>}
        {actions !== undefined && <div className={styles['actions']}>{actions}</div>}
      </header>
      {toolbar !== undefined && <div className={styles['toolbar']}>{toolbar}</div>}
      {notice}
      <div className={styles['content']}>{children}</div>
    </section>
  );
};
