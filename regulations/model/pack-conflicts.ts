import type { Pack } from './pack.js';

const DIGITS = /^\d*$/;

/** Could a number of one prefix be one of the other? `ISS-` and `ISS-0` could: `ISS-00012`. */
const meet = (one: string, other: string): boolean => {
  const [short, long] = [one.toLowerCase(), other.toLowerCase()].sort((a, b) => a.length - b.length) as [
    string,
    string,
  ];
  return long.startsWith(short) && DIGITS.test(long.slice(short.length));
};

/** Different series are counted apart, so their numbers must differ by their prefix. */
function numberFaults({ numbering }: Pack, other: Pack, whose: string): string[] {
  const { series, prefix } = other.numbering;
  return series !== numbering.series && meet(prefix, numbering.prefix)
    ? [`numbering: ${whose} numbers by ${prefix} in another series, ${series}`]
    : [];
}

const twice = (values: readonly string[]): readonly string[] => [
  ...new Set(values.filter((value, i) => values.indexOf(value) !== i)),
];

const addressesOf = ({ desks }: Pack): readonly string[] =>
  desks.flatMap(({ addresses }) => addresses.map((address) => address.toLowerCase()));

/**
 * What keeps a pack from being in force beside the others, with the name of the other one: what is known by its code, its
 * address or its number in the whole product belongs to one pack alone.
 * @param processes ids of the processes in the diagrams of the pack
 * @param former the version of the same pack that is in force
 */
export function packConflicts(
  pack: Pack,
  processes: readonly string[],
  others: readonly Pack[],
  former?: Pack,
): readonly string[] {
  const own = [
    ...twice(pack.desks.map(({ code }) => code)).map((code) => `desks: ${code} stands twice`),
    ...twice(addressesOf(pack)).map((address) => `desks: the address ${address} stands twice`),
    ...twice(pack.calendars.map(({ code }) => code)).map((code) => `calendars: ${code} stands twice`),
    ...(former ? numberFaults(pack, former, 'its former version') : []),
  ];
  const shared = others.flatMap((other) => {
    const has = (code: string, values: readonly { readonly code: string }[]) =>
      values.some((value) => value.code === code);
    const whose = `the pack ${other.code}`;
    return [
      ...pack.calendars
        .filter(({ code }) => has(code, other.calendars))
        .map(({ code }) => `calendars.${code}: ${whose} has a calendar of this code`),
      ...pack.desks
        .filter(({ code }) => has(code, other.desks))
        .map(({ code }) => `desks.${code}: ${whose} has a desk of this code`),
      ...addressesOf(pack)
        .filter((address) => addressesOf(other).includes(address))
        .map((address) => `desks: ${whose} has a desk with the address ${address}`),
      ...processes
        .filter((id) => id === other.process)
        .map((id) => `process: the tickets of ${whose} have the process ${id}`),
      ...numberFaults(pack, other, whose),
    ];
  });
  return [...own, ...shared];
}
