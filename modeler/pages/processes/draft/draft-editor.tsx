import { useQueryClient } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DiagramFault } from '../../../diagram/diagram-fault.js';
import { useShortcut } from '../../../keyboard/use-shortcut.js';
import { LoadingPage } from '../../../states/loading.js';
import { DropArea } from '../diagram/drop-area.js';
import { useNewDraft } from '../diagram/use-new-draft.js';
import { XmlDialog } from '../diagram/xml-dialog.js';
import { StartInstanceDialog } from '../instance/start-instance-dialog.js';
import { keepChosenDiagram, readChosenDiagram } from './chosen-diagram.js';
import { DeployButton } from './deploy-button.js';
import { DiagramChoice } from './diagram-choice.js';
import styles from '../diagram/diagram-page.module.css';
import { draftQuery, type Draft } from './draft-requests.js';
import { EditorToolbar } from './editor-toolbar.js';
import { FindingsPanel } from './findings-panel.js';
import { ImportReport } from './import-report.js';
import { SaveNote } from './save-note.js';
import { useDeploy, type Deployed } from './use-deploy.js';
import { useDraftSaving } from './use-draft-saving.js';
import { useEditorMenu } from './use-editor-menu.js';
import { useModeler } from './use-modeler.js';

export interface DraftEditorProps {
  readonly draft: Draft;
  /** What is drawn on: the draft's diagram, or what the browser has kept of it. */
  readonly xml: string;
  /** A copy of the browser was restored. */
  readonly restored: boolean;
  /** Begins anew from what the server has. */
  onReload(): void;
}

/** Drawing a process: canvas, properties, checks, deployment. */
export const DraftEditor = ({ draft, xml, restored, onReload }: DraftEditorProps) => {
  const { t } = useTranslation('processes');
  const queries = useQueryClient();
  const canvas = useRef<HTMLDivElement>(null);
  const properties = useRef<HTMLDivElement>(null);
  const newDraft = useNewDraft();
  const [noticed, setNoticed] = useState(restored);
  const [findingsOpen, setFindingsOpen] = useState(false);
  const [chosen, setChosen] = useState<string>();
  const [shownXml, setShownXml] = useState<string>();
  const [starting, setStarting] = useState<Deployed>();

  const saving = useDraftSaving(draft, (saved) => queries.setQueryData(draftQuery(draft.id).queryKey, saved));
  const [basedOn, setBasedOn] = useState(draft.basedOn);
  const { modeler, history, findings, undrawn, content, failure } = useModeler({
    ...{ canvas, properties, xml, draft },
    diagram: readChosenDiagram(localStorage, draft.id),
    onChange: saving.changed,
    onMarkClick: (elementId) => {
      modeler?.select(elementId, findings?.find(({ element }) => element === elementId)?.property);
      setChosen(elementId);
      setFindingsOpen(true);
    },
  });
  const deployed = (key: string): void => {
    setBasedOn(key);
    void modeler?.xml().then((now) => saving.changed({ ...content, xml: now, basedOn: key }));
  };
  const deploying = useDeploy(saving.flush, deployed, setStarting);
  const menu = useEditorMenu({ draft, content, modeler, newDraft, onShowXml: setShownXml });
  const save = (): void => void saving.flush().catch(() => undefined);
  const wrong = findings?.some(({ severity }) => severity === 'error') ?? true;
  const deploy = (): void => {
    if (modeler !== undefined) void modeler.xml().then((now) => deploying.deploy({ ...content, xml: now }, basedOn));
  };
  // The canvas has these keys itself while it has the focus; behind a dialog they do nothing.
  const bare = shownXml === undefined && starting === undefined;
  const undo = bare && history.canUndo ? modeler?.undo : undefined;
  const redo = bare && history.canRedo ? modeler?.redo : undefined;
  useShortcut('mod+z', t('tools.undo'), t('tools.label'), undo);
  useShortcut('mod+y', t('tools.redo'), t('tools.label'), redo);
  useShortcut('mod+shift+z', t('tools.redo'), t('tools.label'), redo);
  useShortcut('delete', t('tools.remove'), t('tools.label'), bare ? modeler?.remove : undefined);
  useShortcut('mod+f', t('tools.search'), t('tools.label'), modeler?.search);
  useShortcut('mod+s', t('save.now'), t('tools.label'), save);
  useShortcut('mod+enter', t('deploy.action'), t('tools.label'), wrong || deploying.busy ? undefined : deploy);

  if (failure !== undefined)
    return <DiagramFault error={failure} actions={<Button onClick={() => setShownXml(xml)}>{t('xml.show')}</Button>} />;
  return (
    <DropArea onFiles={newDraft.fromFiles}>
      <section className={styles['editor']}>
        <EditorToolbar
          content={content}
          modeler={modeler}
          history={history}
          menu={menu}
          note={<SaveNote state={saving.state} onRetry={save} />}
          choice={<DiagramChoice modeler={modeler} onChoose={(id) => keepChosenDiagram(localStorage, draft.id, id)} />}
          deploy={
            <DeployButton
              findings={findings}
              busy={deploying.busy}
              onDeploy={deploy}
              onExplain={() => setFindingsOpen(true)}
            />
          }
        />
        {saving.state.state === 'conflict' && (
          <Alert
            banner
            type="error"
            title={t('conflict.while')}
            action={
              <Button size="small" onClick={onReload}>
                {t('conflict.decide')}
              </Button>
            }
          />
        )}
        {noticed && (
          <Alert banner type="info" title={t('draft.restored')} closable={{ onClose: () => setNoticed(false) }} />
        )}
        {modeler !== undefined && <ImportReport undrawn={undrawn} lost={modeler.lost} onPlace={modeler.placeUndrawn} />}
        <div className={styles['body']}>
          <div className={styles['drawing']}>
            <div ref={canvas} className={styles['canvas']} data-testid="canvas" />
            {modeler === undefined && (
              <div className={styles['opening']}>
                <LoadingPage />
              </div>
            )}
            <FindingsPanel
              findings={findings}
              open={findingsOpen}
              chosen={chosen}
              onToggle={() => setFindingsOpen(!findingsOpen)}
              onSelect={(elementId, property) => {
                setChosen(elementId);
                modeler?.select(elementId, property);
              }}
            />
          </div>
          <aside ref={properties} className={styles['properties']} aria-label={t('tools.properties')} />
        </div>
      </section>
      {shownXml !== undefined && <XmlDialog xml={shownXml} onClose={() => setShownXml(undefined)} />}
      {starting !== undefined && <StartInstanceDialog {...starting} onClose={() => setStarting(undefined)} />}
    </DropArea>
  );
};
