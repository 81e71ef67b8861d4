/** The members of an object that are there: leaves out the undefined ones. */
type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** Leaves out the members that are undefined, so that the compiled model is plain JSON. */
export function omitUndefined<T extends object>(members: T): Defined<T> {
  const result: Defined<T> = {};
  for (const name in members) {
    if (members[name] !== undefined) result[name] = members[name] as Exclude<T[typeof name], undefined>;
  }
  return result;
}
