import { jsonPointer } from '../../json/index.js';
import type { Pack } from '../../regulations/model/pack.js';
import { invalid } from '../routing/validate.js';
import { roleNames, roles, type Permission, type Role } from './permissions.js';

/** A role that can be given to users and keys. */
export interface GivenRole {
  readonly name: string;
  readonly description: string;
  /** What it allows; roles of packs alone allow nothing, their diagrams offer them buttons. */
  readonly permissions: readonly Permission[];
  /** The packs that have it, each with its own word for it. */
  readonly packs: readonly { readonly code: string; readonly name: string; readonly label: string }[];
}

/** The packs in force. */
export interface CurrentPacks {
  current(): Promise<readonly { readonly pack: Pack }[]>;
}

const isProductRole = (name: string): name is Role => Object.hasOwn(roles, name);

/** The roles of the product, then those that only the packs in force have. */
export const givenRoles = async (packs: CurrentPacks): Promise<readonly GivenRole[]> => {
  const inForce = (await packs.current()).map(({ pack }) => pack);
  const names = new Set<string>([...roleNames, ...inForce.flatMap((pack) => pack.roles.map(({ code }) => code))]);
  return [...names].map((name) => {
    const having = inForce.flatMap(({ code, name: packName, roles: list }) =>
      list.filter((role) => role.code === name).map(({ label }) => ({ code, name: packName, label })),
    );
    const product = isProductRole(name) ? roles[name] : undefined;
    const labels = [...new Set(having.map(({ label }) => label))];
    return {
      name,
      description: product?.description ?? labels.join(', '),
      permissions: product?.permissions ?? [],
      packs: having,
    };
  });
};

/** @throws Problem `validation-failed` that names each role which nobody can be given, with those that there are */
export const checkRoles = async (packs: CurrentPacks, names: readonly string[]): Promise<void> => {
  const known = (await givenRoles(packs)).map(({ name }) => name);
  const errors = names.flatMap((name, i) =>
    known.includes(name)
      ? []
      : [{ pointer: jsonPointer(['roles', i]), detail: `There is no role ${name} (${known.join(', ')})` }],
  );
  if (errors.length > 0) throw invalid(errors);
};
