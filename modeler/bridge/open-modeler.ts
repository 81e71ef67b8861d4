import '@bpmn-io/properties-panel/dist/assets/properties-panel.css';
import 'bpmn-js-color-picker/colors/color-picker.css';
import 'bpmn-js/dist/assets/bpmn-font/css/bpmn-embedded.css';
import 'bpmn-js/dist/assets/bpmn-js.css';
import 'bpmn-js/dist/assets/diagram-js.css';
import 'diagram-js-minimap/assets/diagram-js-minimap.css';
import './bpmn-io-theme.css';
import Modeler from 'bpmn-js/lib/Modeler';
import { CreateAppendAnythingModule } from 'bpmn-js-create-append-anything';
import colorPickerModule from 'bpmn-js-color-picker';
import {
  BpmnPropertiesPanelModule,
  BpmnPropertiesProviderModule,
  ZeebePropertiesProviderModule,
} from 'bpmn-js-properties-panel';
import zeebeBehaviorsModule from 'camunda-bpmn-js-behaviors/lib/camunda-cloud';
import type { ReadElement } from 'bpmn-moddle';
import type CommandStack from 'diagram-js/lib/command/CommandStack';
import type Canvas from 'diagram-js/lib/core/Canvas';
import type ElementRegistry from 'diagram-js/lib/core/ElementRegistry';
import type EventBus from 'diagram-js/lib/core/EventBus';
import type EditorActions from 'diagram-js/lib/features/editor-actions/EditorActions';
import type SearchPad from 'diagram-js/lib/features/search-pad/SearchPad';
import type Selection from 'diagram-js/lib/features/selection/Selection';
import type { Element } from 'diagram-js/lib/model/Types';
import minimapModule from 'diagram-js-minimap';
import zeebeSchema from 'zeebe-bpmn-moddle/resources/zeebe.json';
import { reglamentSchema } from '../../bpmn/deploy.js';
import type { Language } from '../i18n/language.js';
import { embeddedFormsModule } from './embedded-forms/index.js';
import { lintMarksModule } from './lint-marks/index.js';
import { MARK_CLICKED, type LintMarks } from './lint-marks/lint-marks.js';
import type { SaidFinding } from './lint-marks/marks-of.js';
import { reglamentPropertiesModule } from './reglament-properties/index.js';
import { runnableElementsModule } from './runnable-elements/index.js';
import { searchWordsModule } from './search-words/index.js';
import { translationModule } from './translation/index.js';
import { translatePanel } from './translation/panel-texts.js';
import { translateTo } from './translation/translate.js';
import { canvasColours, withPlainColours } from './canvas-colours.js';
import { diagramFor, diagramsOf, type DiagramOfFile } from './diagrams-of.js';
import { drawInto } from './draw-into.js';
import { entriesOf } from './entries-of.js';
import { fitInto } from './fit-into.js';
import { lostReferences, type ImportWarning, type LostReference } from './lost-references.js';
import { placeName, type Named } from './place-name.js';
import { commitField } from './commit-field.js';
import { takeFocus } from './take-focus.js';
import { undrawnIn } from './undrawn/undrawn.js';

/** What can be undone and done again. */
export interface History {
  readonly canUndo: boolean;
  readonly canRedo: boolean;
}

/** What a page wants to hear from the canvas. */
export interface ModelerListener {
  /** The diagram has changed: by drawing, in the panel, by undoing. */
  changed(): void;
  history(history: History): void;
  /** The mark of an element's findings was clicked. */
  markClicked(elementId: string): void;
}

/** An element that the diagram does not draw. */
export interface UndrawnElement {
  readonly id: string;
  /** Its name, else its kind. */
  readonly name: string;
}

/** A canvas with a diagram that can be drawn on: all that pages know of bpmn-js. */
export interface OpenModeler {
  /** The diagrams of the file. */
  diagrams(): readonly DiagramOfFile[];
  /** The diagram that is shown. */
  shownDiagram(): string | undefined;
  /** Shows another diagram of the file. */
  openDiagram(id: string): Promise<void>;
  /** What the file holds and no diagram of it draws. */
  undrawn(): readonly UndrawnElement[];
  /** Gives what is not drawn a place below what is. */
  placeUndrawn(): Promise<void>;
  /** References of the file that lead nowhere. */
  readonly lost: readonly LostReference[];
  xml(): Promise<string>;
  /** The picture, in plain colours. */
  svg(): Promise<string>;
  undo(): void;
  redo(): void;
  /** Deletes what is selected. */
  remove(): void;
  zoom(factor: number): void;
  /** The whole diagram in view. */
  fit(): void;
  /** Opens the search for elements. */
  search(): void;
  /** What an element is called on the canvas; where it has no name: its kind, or where a flow leads from and to. */
  nameOf(elementId: string): string | undefined;
  /** Selects an element and brings it into view; with a property, puts the cursor into its field in the panel. */
  select(elementId: string, property?: string): void;
  /** Shows what the deploy checks have found. */
  show(findings: readonly SaidFinding[]): void;
  destroy(): void;
}

/** Width of the palette with its margins, in px. */
const PALETTE = 112;

/** Where the canvas and its panel stand. */
export interface ModelerPlaces {
  readonly canvas: HTMLElement;
  readonly properties: HTMLElement;
}

const createModeler = ({ canvas, properties }: ModelerPlaces, language: Language): Modeler =>
  new Modeler({
    container: canvas,
    propertiesPanel: { parent: properties, layout: { groups: { general: { open: true } } } },
    bpmnRenderer: canvasColours,
    moddleExtensions: { zeebe: zeebeSchema, reglament: reglamentSchema },
    additionalModules: [
      translationModule(language),
      BpmnPropertiesPanelModule,
      BpmnPropertiesProviderModule,
      ZeebePropertiesProviderModule,
      zeebeBehaviorsModule,
      embeddedFormsModule,
      CreateAppendAnythingModule,
      colorPickerModule,
      minimapModule,
      reglamentPropertiesModule,
      runnableElementsModule,
      searchWordsModule,
      lintMarksModule,
    ],
  });

/** Does something when the panel shows what was selected: it draws in the next frame and listens in the one after. */
const afterDrawing = (run: () => void): void =>
  void requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(run)));

/** What is drawn on: a file, and which of its diagrams is shown first; the first where there is no such diagram. */
export interface Drawn {
  readonly xml: string;
  /** Its id, or the id of a process that it shows. */
  readonly diagram?: string | undefined;
}

/** Opens a modeler in its places. @throws DiagramError when the XML cannot be drawn */
export const openModeler = async (
  places: ModelerPlaces,
  { xml, diagram }: Drawn,
  language: Language,
  listener: ModelerListener,
): Promise<OpenModeler> => {
  const modeler = createModeler(places, language);
  const canvas = modeler.get<Canvas>('canvas');
  const commands = modeler.get<CommandStack>('commandStack');
  const elements = modeler.get<ElementRegistry>('elementRegistry');
  const events = modeler.get<EventBus>('eventBus');

  takeFocus(canvas);
  commitField(canvas.getContainer(), places.properties);
  let shown: string | undefined;
  const definitions = (): ReadElement => modeler.getDefinitions() as ReadElement;
  const show = async (wanted: string | undefined): Promise<void> => {
    const diagrams = diagramsOf(definitions());
    const next = diagramFor(diagrams, wanted);
    const before = shown ?? diagrams[0]?.id;
    if (next !== undefined && next.id !== before) await modeler.open(next.id);
    shown = next?.id;
    fitInto(canvas, PALETTE);
  };
  const load = async (text: string, wanted: string | undefined): Promise<readonly ImportWarning[]> => {
    const warnings = await drawInto(modeler, text);
    shown = undefined;
    await show(wanted);
    return warnings;
  };
  events.on('commandStack.changed', ({ trigger }: { readonly trigger?: string }) => {
    listener.history({ canUndo: commands.canUndo(), canRedo: commands.canRedo() });
    // Loading another diagram clears the stack; that is no change.
    if (trigger !== 'clear') listener.changed();
  });
  events.on(MARK_CLICKED, ({ element }: { readonly element: string }) => listener.markClicked(element));

  const showEntries = (property: string): void => {
    for (const id of entriesOf(property)) events.fire('propertiesPanel.showEntry', { id });
  };

  const stopTranslating = translatePanel(places.properties, translateTo(language));
  const destroy = (): void => {
    stopTranslating();
    modeler.destroy();
  };

  let lost: readonly LostReference[];
  try {
    lost = lostReferences(await load(xml, diagram));
  } catch (error) {
    destroy();
    throw error;
  }
  const xmlNow = async (): Promise<string> => (await modeler.saveXML({ format: true })).xml ?? '';
  const translate = translateTo(language);
  return {
    lost,
    diagrams: () => diagramsOf(definitions()),
    shownDiagram: () => shown,
    openDiagram: show,
    undrawn: () =>
      undrawnIn(definitions()).map(({ $type: type, id = '', name, sourceRef, targetRef }) => {
        const named = { type, businessObject: { name } };
        const end = (ref: typeof sourceRef): Named | undefined =>
          ref && { type: ref.$type, businessObject: { name: ref.name } };
        const [source, target] = [end(sourceRef), end(targetRef)];
        return { id, name: placeName(source && target ? { ...named, source, target } : named, translate) };
      }),
    placeUndrawn: async () => {
      const { placeUndrawn } = await import('./undrawn/place-undrawn.js');
      await load(await placeUndrawn(await xmlNow()), shown);
      listener.changed();
    },
    xml: xmlNow,
    svg: async () => withPlainColours((await modeler.saveSVG()).svg),
    undo: () => commands.undo(),
    redo: () => commands.redo(),
    remove: () => void modeler.get<EditorActions>('editorActions').trigger('removeSelection', {}),
    zoom: (factor) => void canvas.zoom(canvas.zoom() * factor),
    fit: () => fitInto(canvas, PALETTE),
    search: () => modeler.get<SearchPad>('searchPad').toggle(),
    nameOf: (elementId) => {
      const element = elements.get(elementId) as Named | undefined;
      return element && placeName(element, translateTo(language));
    },
    select: (elementId, property) => {
      const element = elements.get(elementId) as Element | undefined;
      if (element === undefined) return;
      canvas.scrollToElement(element);
      modeler.get<Selection>('selection').select(element === canvas.getRootElement() ? [] : element);
      if (property !== undefined) afterDrawing(() => showEntries(property));
    },
    show: (findings) => modeler.get<LintMarks>('lintMarks').show(findings),
    destroy,
  };
};
