import { EditOutlined, PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formattedJson } from '../../forms/json-text.js';
import { usePermission } from '../../session/session.js';
import { EmptyState } from '../../states/empty-state.js';
import { Loaded } from '../../states/loaded.js';
import { elementInstancesQuery, variablesQuery, type Variable } from './instance-queries.js';
import type { Instance } from './instances-query.js';
import { VariableEditor, type EditedVariable } from './variable-editor.js';
import styles from './panels.module.css';

const byScope = (variables: readonly Variable[]): ReadonlyMap<string, readonly Variable[]> => {
  const scopes = new Map<string, Variable[]>();
  for (const variable of variables) scopes.set(variable.scopeKey, [...(scopes.get(variable.scopeKey) ?? []), variable]);
  return scopes;
};

interface VariableRowProps {
  readonly variable: Variable;
  readonly onEdit: (() => void) | undefined;
}

const VariableRow = ({ variable, onEdit }: VariableRowProps) => {
  const { t } = useTranslation('operations');
  return (
    <div className={styles['variable']}>
      <dt>
        <code>{variable.name}</code>
        {onEdit !== undefined && (
          <Button
            type="text"
            size="small"
            icon={<EditOutlined />}
            aria-label={t('variable.edit', { name: variable.name })}
            onClick={onEdit}
          />
        )}
      </dt>
      <dd>
        <pre className={styles['value']}>{formattedJson(variable.value)}</pre>
        {variable.isTruncated && <small className={styles['muted']}>{t('variable.truncated')}</small>}
      </dd>
    </div>
  );
};

/** The variables of an instance, scope by scope. Those of open scopes can be changed. */
export const VariablesPanel = ({ instance }: { readonly instance: Instance }) => {
  const { t } = useTranslation('operations');
  const key = instance.processInstanceKey;
  const query = useQuery(variablesQuery(key));
  const scopes = byScope(query.data?.items ?? []);
  const inner = [...scopes.keys()].filter((scope) => scope !== key);
  const { data: elements } = useQuery({ ...elementInstancesQuery(key, inner), enabled: inner.length > 0 });
  const [edited, setEdited] = useState<EditedVariable>();
  const mayOperate = usePermission('instances.operate') && instance.state === 'ACTIVE';

  const elementOf = (scope: string) => elements?.find(({ elementInstanceKey }) => elementInstanceKey === scope);
  const isOpen = (scope: string): boolean => mayOperate && (scope === key || elementOf(scope)?.state === 'ACTIVE');
  const add = (
    <Button icon={<PlusOutlined />} onClick={() => setEdited({ scopeKey: key })}>
      {t('variable.add')}
    </Button>
  );

  return (
    <Loaded query={query}>
      {({ items }) => (
        <>
          {items.length === 0 ? (
            <EmptyState
              title={t('variable.empty')}
              text={t('variable.emptyText')}
              actions={mayOperate ? add : undefined}
            />
          ) : (
            <div className={styles['panel']}>
              {mayOperate && add}
              {[...scopes].map(([scope, variables]) => (
                <section key={scope}>
                  <h3 className={styles['heading']}>
                    {scope === key ? t('variable.ofProcess') : (elementOf(scope)?.elementName ?? scope)}
                  </h3>
                  <dl className={styles['variables']}>
                    {variables.map((variable) => (
                      <VariableRow
                        key={variable.variableKey}
                        variable={variable}
                        onEdit={
                          isOpen(scope)
                            ? () =>
                                setEdited({ scopeKey: scope, name: variable.name, variableKey: variable.variableKey })
                            : undefined
                        }
                      />
                    ))}
                  </dl>
                </section>
              ))}
            </div>
          )}
          {edited !== undefined && <VariableEditor edited={edited} onClose={() => setEdited(undefined)} />}
        </>
      )}
    </Loaded>
  );
};
