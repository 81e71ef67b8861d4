import { BpmnModdle, type ReadElement } from 'bpmn-moddle';
import zeebeSchema from 'zeebe-bpmn-moddle/resources/zeebe.json' with { type: 'json' };
import { reglamentSchema } from '../../bpmn/deploy.js';
import { placeName } from './place-name.js';
import { elementsIn } from './undrawn/undrawn.js';
import type { Translate } from './translation/translate.js';

/** An element that two diagrams do not have alike. */
export interface ElementChange {
  readonly change: 'added' | 'removed' | 'changed';
  readonly id: string;
  /** Its name, else its kind. */
  readonly name: string;
}

/** Where a flow begins and ends is told by the flow itself. */
const TOLD_ELSEWHERE: ReadonlySet<string> = new Set(['incoming', 'outgoing', 'lanes', '$parent']);
const CONTAINED: ReadonlySet<string> = new Set(['flowElements', 'artifacts', 'laneSets']);

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** Everything that an element says of itself, without what stands in it as an element of its own. */
const said = (value: unknown, holder?: unknown): unknown => {
  if (Array.isArray(value)) return value.map((one) => said(one, holder));
  if (!isObject(value)) return value;
  if (holder !== undefined && value['$parent'] !== undefined && value['$parent'] !== holder) return value['id'];
  const own = Object.entries(value).filter(([key]) => !TOLD_ELSEWHERE.has(key) && !CONTAINED.has(key));
  return [value['$type'], Object.fromEntries(own.map(([key, inner]) => [key, said(inner, value)]).sort())];
};

interface Told {
  readonly element: ReadElement;
  readonly text: string;
}

const told = async (xml: string): Promise<ReadonlyMap<string, Told>> => {
  const { rootElement } = await new BpmnModdle({ zeebe: zeebeSchema, reglament: reglamentSchema }).fromXML(xml);
  const roots = (rootElement.rootElements ?? []).filter(({ $type }) => $type !== 'bpmn:Collaboration');
  const all = roots.flatMap((root) => [root, ...elementsIn(root)]);
  return new Map(
    all.flatMap((element) =>
      element.id === undefined ? [] : [[element.id, { element, text: JSON.stringify(said(element)) }] as const],
    ),
  );
};

/** What was added, removed or changed from one diagram to another, apart from where things stand on the canvas. */
export const elementDiff = async (
  from: string,
  to: string,
  translate: Translate,
): Promise<readonly ElementChange[]> => {
  const [before, after] = await Promise.all([told(from), told(to)]);
  const named = ({ $type: type, name, sourceRef, targetRef }: ReadElement): string => {
    const end = (ref: ReadElement) => ({ type: ref.$type, businessObject: { name: ref.name } });
    const ends = sourceRef && targetRef ? { source: end(sourceRef), target: end(targetRef) } : {};
    return placeName({ type, businessObject: { name }, ...ends }, translate);
  };
  const change = (kind: ElementChange['change'], id: string, { element }: Told): ElementChange => ({
    ...{ change: kind, id, name: named(element) },
  });
  return [
    ...[...after].filter(([id]) => !before.has(id)).map(([id, one]) => change('added', id, one)),
    ...[...before].filter(([id]) => !after.has(id)).map(([id, one]) => change('removed', id, one)),
    ...[...after]
      .filter(([id, { text }]) => before.has(id) && before.get(id)?.text !== text)
      .map(([id, one]) => change('changed', id, one)),
  ];
};
