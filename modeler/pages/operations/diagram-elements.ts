const BPMN = 'http://www.omg.org/spec/BPMN/20100524/MODEL';

/** What a diagram says about an element that waits. */
export interface DiagramElement {
  readonly name: string;
  /** A boundary event that takes over from this activity; by name. */
  readonly interrupts?: string;
  /** A boundary event beside this activity, which goes on; by name. */
  readonly beside?: string;
}

const nameOf = (element: Element): string => {
  const name = element.getAttribute('name')?.trim() ?? '';
  return name === '' ? (element.getAttribute('id') ?? '') : name;
};

/** The elements of a diagram by their ids. */
export const elementsOf = (xml: string): ReadonlyMap<string, DiagramElement> => {
  const diagram = new DOMParser().parseFromString(xml, 'text/xml');
  const elements = [...diagram.getElementsByTagNameNS(BPMN, '*')].filter((element) => element.hasAttribute('id'));
  const names = new Map(elements.map((element) => [element.getAttribute('id') ?? '', nameOf(element)]));
  return new Map(
    elements.map((element): [string, DiagramElement] => {
      const name = nameOf(element);
      const attached = element.getAttribute('attachedToRef');
      const activity = names.get(attached ?? '') ?? attached;
      const isBeside = element.getAttribute('cancelActivity') === 'false';
      const role = activity === null ? {} : isBeside ? { beside: activity } : { interrupts: activity };
      return [element.getAttribute('id') ?? '', { name, ...role }];
    }),
  );
};
