import type { Json, Variables } from '../../bpmn/index.js';

/** A value as it was filled in, with the labels of the form. */
export interface FilledField {
  readonly key: string;
  readonly label: string;
  readonly text: string;
}

/** What of a component (form-js) is needed to say its value in words. */
interface Component {
  readonly key?: unknown;
  readonly label?: unknown;
  readonly values?: unknown;
  readonly components?: unknown;
}

interface Option {
  readonly value?: unknown;
  readonly label?: unknown;
}

const componentsOf = (schema: Component): readonly Component[] =>
  Array.isArray(schema.components)
    ? (schema.components as Component[]).flatMap((inner) => [inner, ...componentsOf(inner)])
    : [];

const plain = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** The words of a chosen value; of several, one after the other. */
function inWords(value: Json, options: unknown): string {
  if (Array.isArray(value)) return (value as readonly Json[]).map((one) => inWords(one, options)).join(', ');
  const known = Array.isArray(options) ? (options as Option[]) : [];
  const label = known.find((option) => option.value === value)?.label;
  return typeof label === 'string' ? label : plain(value);
}

/** Values by the labels of the form, in its order; those that it does not have follow under their own names. */
export function filledFields(form: Readonly<Record<string, unknown>> | undefined, values: Variables): FilledField[] {
  const components = form === undefined ? [] : componentsOf(form);
  const named = components.flatMap(({ key, label, values: options }): FilledField[] => {
    const value = typeof key === 'string' ? values[key] : undefined;
    if (typeof key !== 'string' || value === undefined || value === null) return [];
    return [{ key, label: typeof label === 'string' && label !== '' ? label : key, text: inWords(value, options) }];
  });
  const others = Object.entries(values).filter(
    ([key, value]) => value !== null && !named.some((field) => field.key === key),
  );
  return [...named, ...others.map(([key, value]) => ({ key, label: key, text: plain(value) }))];
}
