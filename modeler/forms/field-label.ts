import type { FormSchema } from './task-form.js';

/** What of a component (form-js) tells the name that people see. */
interface Labelled {
  readonly label?: unknown;
  readonly key?: unknown;
  readonly path?: unknown;
  readonly type?: unknown;
  readonly components?: unknown;
}

const partsOf = (path: unknown): readonly string[] => (typeof path === 'string' && path !== '' ? path.split('.') : []);

/** A label that is no expression. */
const labelOf = ({ label }: Labelled): string | undefined =>
  typeof label === 'string' && label !== '' && !label.startsWith('=') && !label.includes('{{') ? label : undefined;

const labelAt = (outer: Labelled, path: readonly string[]): string | undefined => {
  for (const component of Array.isArray(outer.components) ? (outer.components as readonly Labelled[]) : []) {
    const parts = partsOf(component.components === undefined ? component.key : component.path);
    if (parts.some((part, i) => part !== path[i])) continue;
    const [row, ...beneath] = path.slice(parts.length);
    if (row === undefined) {
      if (parts.length > 0) return labelOf(component);
    } else if (component.type === 'dynamiclist') {
      const label = labelAt(component, beneath) ?? labelOf(component);
      return label === undefined ? undefined : `${label} (${Number(row) + 1})`;
    } else {
      const label = labelAt(component, [row, ...beneath]);
      if (label !== undefined) return label;
    }
  }
  return undefined;
};

/**
 * The label of the field that a finding points at, with the number of its row in a list; undefined: the form has none.
 * @param pointer JSON pointer into the body of the request: `#/variables/question`
 */
export const fieldLabel = (form: FormSchema, pointer: string): string | undefined => {
  const [root, variables, ...path] = pointer.split('/');
  if (root !== '#' || variables !== 'variables' || path.length === 0) return undefined;
  return labelAt(
    form,
    path.map((part) => decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~')),
  );
};
