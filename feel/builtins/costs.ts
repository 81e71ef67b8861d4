/** What a call of a built-in function costs, in steps for each character and member of its arguments. */
export interface Cost {
  readonly each: number;
  /** What lies inside of the members counts, too. */
  readonly deep?: true;
}

const shallow: Cost = { each: 1 / 100 };
const deep: Cost = { each: 1 / 10, deep: true };
const sorted: Cost = { each: 1 / 5 };

const costs: Readonly<Record<string, Cost>> = {
  string: deep,
  is: deep,
  'to json': deep,
  'from json': { each: 1 / 20 },
  'to base64': { each: 1 / 10 },
  'duplicate values': deep,
  'distinct values': deep,
  union: deep,
  flatten: deep,
  context: deep,
  'context put': { each: 0.6 },
  'context merge': { each: 0.3, deep: true },
  'get entries': { each: 1 / 10 },
  median: sorted,
  mode: sorted,
  stddev: { each: 1 / 20 },
  partition: { each: 1 / 20 },
};

export const costOf = (name: string): Cost => (Object.hasOwn(costs, name) ? costs[name] : undefined) ?? shallow;
