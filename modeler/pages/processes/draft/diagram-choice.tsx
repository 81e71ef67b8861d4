import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OpenModeler } from '../../../bridge/open-modeler.js';

export interface DiagramChoiceProps {
  readonly modeler: OpenModeler | undefined;
  onChoose(diagram: string): void;
}

/** Chooses among the diagrams of a file; nothing where there is one. */
export const DiagramChoice = ({ modeler, onChoose }: DiagramChoiceProps) => {
  const { t } = useTranslation('processes');
  const [chosen, setChosen] = useState<string>();
  const diagrams = modeler?.diagrams() ?? [];
  if (modeler === undefined || diagrams.length < 2) return null;
  return (
    <Select<string>
      size="small"
      aria-label={t('tools.diagram')}
      popupMatchSelectWidth={false}
      style={{ maxWidth: 200 }}
      value={chosen ?? modeler.shownDiagram() ?? diagrams[0]?.id ?? ''}
      options={diagrams.map(({ id, name }) => ({ value: id, label: name }))}
      onChange={(id) => {
        setChosen(id);
        onChoose(id);
        void modeler.openDiagram(id);
      }}
    />
  );
};
