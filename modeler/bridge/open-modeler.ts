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
import { translationModule } from './translation/index.js';
import { translatePanel } from './translation/panel-texts.js';
import { translateTo } from './translation/translate.js';
import { canvasColours, withPlainColours } from './canvas-colours.js';
import { drawInto } from './draw-into.js';
import { entriesOf } from './entries-of.js';
import { fitInto } from './fit-into.js';
import { placeName, type Named } from './place-name.js';
import { commitField } from './commit-field.js';
import { takeFocus } from './take-focus.js';

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

/** A canvas with a diagram that can be drawn on: all that pages know of bpmn-js. */
export interface OpenModeler {
  /** Shows another diagram. @throws DiagramError when it cannot be drawn */
  load(xml: string): Promise<void>;
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
      lintMarksModule,
    ],
  });

/** Does something when the panel shows what was selected: it draws in the next frame and listens in the one after. */
const afterDrawing = (run: () => void): void =>
  void requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(run)));

/** Opens a modeler in its places. @throws DiagramError when the XML cannot be drawn */
export const openModeler = async (
  places: ModelerPlaces,
  xml: string,
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
  const load = async (text: string): Promise<void> => {
    await drawInto(modeler, text);
    fitInto(canvas, PALETTE);
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

  try {
    await load(xml);
  } catch (error) {
    destroy();
    throw error;
  }
  return {
    load,
    xml: async () => (await modeler.saveXML({ format: true })).xml ?? '',
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
