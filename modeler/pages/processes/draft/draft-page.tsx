import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useParams } from 'react-router';
import { usePermission } from '../../../session/session.js';
import { Loaded } from '../../../states/loaded.js';
import { LoadingPage } from '../../../states/loading.js';
import { DiagramViewer } from '../diagram/diagram-viewer.js';
import { ConflictChoice } from './conflict-choice.js';
import { DraftEditor } from './draft-editor.js';
import { draftQuery, type Draft } from './draft-requests.js';
import { dropCopy, readCopy, recoveryOf } from './local-copy.js';

interface OpenDraftProps {
  readonly draft: Draft;
  onReload(): void;
}

/** Decides what is drawn on: the draft, or what this browser has kept of it. */
const OpenDraft = ({ draft, onReload }: OpenDraftProps) => {
  // The draft is what it was when the page opened; saving renews the query's data, not the canvas.
  const [opened] = useState(draft);
  const [copy] = useState(() => readCopy(localStorage, draft.id));
  const [decided, setDecided] = useState<'mine' | 'theirs'>();
  const recovery = recoveryOf(copy, opened);

  if (copy !== undefined && recovery === 'conflict' && decided === undefined)
    return (
      <ConflictChoice
        draft={opened}
        copy={copy}
        onMine={() => setDecided('mine')}
        onTheirs={() => {
          dropCopy(localStorage, draft.id);
          setDecided('theirs');
        }}
      />
    );
  const restored = copy !== undefined && (recovery === 'restore' || decided === 'mine');
  return (
    <DraftEditor
      draft={opened}
      xml={restored ? copy.content.xml : opened.xml}
      restored={restored}
      onReload={onReload}
    />
  );
};

/** A draft, to be drawn on; to be looked at by those who may not. */
export const DraftPage = () => {
  const { draftId = '' } = useParams();
  const query = useQuery(draftQuery(draftId));
  const mayDraw = usePermission('processes.deploy');
  const [turn, setTurn] = useState(0);
  const reload = (): void => void query.refetch().then(() => setTurn(turn + 1));
  return (
    <Loaded query={query} loading={<LoadingPage />}>
      {(draft) =>
        mayDraw ? (
          <OpenDraft key={`${draft.id} ${turn}`} draft={draft} onReload={reload} />
        ) : (
          <DiagramViewer name={draft.name} xml={draft.xml} />
        )
      }
    </Loaded>
  );
};
