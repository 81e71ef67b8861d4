import { useEffect, useEffectEvent, useRef, useState, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { History, OpenModeler, UndrawnElement } from '../../../bridge/open-modeler.js';
import type { Language } from '../../../i18n/language.js';
import { describedOrNameless } from '../diagram/described.js';
import { checkDiagram, type ShownFinding } from './check-diagram.js';
import type { DraftContent } from './draft-requests.js';

/** A modeler on a page. */
export interface ModelerOnPage {
  /** Undefined until it is open. */
  readonly modeler: OpenModeler | undefined;
  readonly history: History;
  /** What the deploy checks say; undefined until they have been asked. */
  readonly findings: readonly ShownFinding[] | undefined;
  /** What the file holds and its diagrams do not draw. */
  readonly undrawn: readonly UndrawnElement[];
  /** The diagram as it was last looked at. */
  readonly content: DraftContent;
  /** Why the diagram cannot be drawn. */
  readonly failure: Error | undefined;
}

export interface ModelerOptions {
  readonly canvas: RefObject<HTMLElement | null>;
  readonly properties: RefObject<HTMLElement | null>;
  /** What is shown first. */
  readonly xml: string;
  /** What the draft is called, and the process of the file that it is about. */
  readonly draft: Pick<DraftContent, 'name' | 'processId'>;
  /** The diagram of the file that is shown first. */
  readonly diagram: string | undefined;
  /** The diagram was changed by the person. */
  onChange(content: DraftContent): void;
  onMarkClick(elementId: string): void;
}

/** Quiet time before a changed diagram is looked at, in ms. */
const QUIET = 300;

/** Opens a modeler in its places and checks the diagram after every change. It opens anew in another language. */
export const useModeler = (options: ModelerOptions): ModelerOnPage => {
  const language = useTranslation().i18n.language as Language;
  const [modeler, setModeler] = useState<OpenModeler>();
  const [history, setHistory] = useState<History>({ canUndo: false, canRedo: false });
  const [undrawn, setUndrawn] = useState<readonly UndrawnElement[]>([]);
  const [findings, setFindings] = useState<readonly ShownFinding[]>();
  const { draft, diagram } = options;
  const [nameAtFirst] = useState(() => describedOrNameless(options.xml, draft.processId).name);
  /** The draft keeps its name until somebody gives the process another one. */
  const contentOf = (xml: string): DraftContent => {
    const described = describedOrNameless(xml, draft.processId);
    return { ...described, name: described.name === nameAtFirst ? draft.name : described.name, xml };
  };
  const [content, setContent] = useState(() => contentOf(options.xml));
  const describe = useEffectEvent(contentOf);
  const firstDiagram = useEffectEvent(() => diagram ?? draft.processId ?? undefined);
  const [failure, setFailure] = useState<Error>();
  const newest = useRef(options.xml);
  const changed = useEffectEvent((now: DraftContent) => options.onChange(now));
  const clicked = useEffectEvent((elementId: string) => options.onMarkClick(elementId));
  const { canvas, properties } = options;

  useEffect(() => {
    const places = { canvas: canvas.current, properties: properties.current };
    if (places.canvas === null || places.properties === null) return undefined;
    let opened: OpenModeler | undefined;
    let left = false;
    let quiet: ReturnType<typeof setTimeout> | undefined;

    const check = async (open: OpenModeler): Promise<void> => {
      const found = await checkDiagram(newest.current, language, open.nameOf);
      if (left) return;
      open.show(found);
      setFindings(found);
    };
    const look = async (open: OpenModeler): Promise<void> => {
      const xml = await open.xml();
      if (xml === newest.current) return;
      newest.current = xml;
      const now = describe(xml);
      changed(now);
      if (left) return;
      setContent(now);
      setUndrawn(open.undrawn());
      await check(open);
    };
    const listener = {
      changed: () => {
        clearTimeout(quiet);
        quiet = setTimeout(() => {
          quiet = undefined;
          if (opened !== undefined) void look(opened);
        }, QUIET);
      },
      history: setHistory,
      markClicked: (elementId: string) => clicked(elementId),
    };
    const open = async (canvasPlace: HTMLElement, propertiesPlace: HTMLElement): Promise<void> => {
      const { openModeler } = await import('../../../bridge/open-modeler.js');
      if (left) return;
      const at = { canvas: canvasPlace, properties: propertiesPlace };
      const drawn = { xml: newest.current, diagram: firstDiagram() };
      const made = await openModeler(at, drawn, language, listener);
      if (left) {
        made.destroy();
        return;
      }
      opened = made;
      setModeler(made);
      setUndrawn(made.undrawn());
      await check(made);
    };
    open(places.canvas, places.properties).catch((error: unknown) =>
      setFailure(error instanceof Error ? error : new Error(String(error))),
    );

    return () => {
      left = true;
      const last = opened;
      if (quiet !== undefined && last !== undefined) {
        clearTimeout(quiet);
        void look(last).finally(() => last.destroy());
      } else last?.destroy();
      setModeler(undefined);
    };
  }, [canvas, properties, language]);

  return { modeler, history, findings, undrawn, content, failure };
};
