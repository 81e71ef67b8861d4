import type { Json } from '../../bpmn/index.js';
import { componentsIn, isObject, partsOf, type Component } from './component.js';
import { fault, type FormFault } from './form-fault.js';

/** The names that a form has in one place, each with those beneath it; `field`: a component judges what lies there. */
export interface KnownNames {
  field: boolean;
  readonly inner: Map<string, KnownNames>;
}

const none = (): KnownNames => ({ field: false, inner: new Map() });

function reach(names: KnownNames, parts: readonly string[]): KnownNames {
  return parts.reduce((place, part) => {
    const next = place.inner.get(part) ?? none();
    place.inner.set(part, next);
    return next;
  }, names);
}

function collect(outer: Pick<Component, 'components'>, names: KnownNames): void {
  for (const component of componentsIn(outer)) {
    const group = component.components !== undefined;
    const parts = partsOf(group ? component.path : component.key);
    if (group && component.type !== 'dynamiclist') collect(component, reach(names, parts));
    else if (parts.length > 0) reach(names, parts).field = true;
  }
}

/** The names that may be filled in directly in a form, or in a row of a list; each row of a list inside has its own. */
export function knownNames(outer: Pick<Component, 'components'>): KnownNames {
  const names = none();
  collect(outer, names);
  return names;
}

/** What lies under names that a form does not have, or where names should lie and do not. */
export function* nameFaults(known: KnownNames, value: Json, path: FormFault['path']): Generator<FormFault, void> {
  if (known.field) return;
  if (!isObject(value)) {
    yield { path, ...fault('object-expected') };
    return;
  }
  for (const [name, inner] of Object.entries(value)) {
    const place = known.inner.get(name);
    if (place === undefined) yield { path: [...path, name], ...fault('unknown-field') };
    else if (inner !== null) yield* nameFaults(place, inner, [...path, name]);
  }
}
