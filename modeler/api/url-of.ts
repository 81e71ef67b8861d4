/** Parameters of a URL; those that are undefined are left out. */
export type UrlParameters = Readonly<Record<string, string | number | boolean | undefined>>;

/** A path with its parameters, as it is asked for. */
export const urlOf = (path: string, parameters: UrlParameters = {}): string => {
  const given = Object.entries(parameters).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)] as [string, string]],
  );
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given).toString()}`;
};
