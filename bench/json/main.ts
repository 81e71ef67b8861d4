import { decodeJson, limitFaults } from '../../json/index.js';

/**
 * What reading JSON with care costs over `JSON.parse`, on texts of a megabyte: `npx tsx bench/json/main.ts`. The best of many
 * runs of each, by turns: other work on the machine only makes a run longer.
 */

const MEGABYTE = 1_000_000;
const RUNS = 300;

const filled = (make: (index: number) => unknown): string => {
  const items: unknown[] = [];
  for (let size = 0; size < MEGABYTE; size += JSON.stringify(items.at(-1)).length + 1) items.push(make(items.length));
  return JSON.stringify({ processDefinitionId: 'order', variables: { items } });
};

const order = (index: number, name: string) => ({
  orderId: String(2251799813685249 + index),
  name: `${name} ${index}`,
  amount: Math.round(index * 137.31 * 100) / 100,
  urgent: index % 3 === 0,
  at: '2025-03-01T10:00:00Z',
  lines: [{ sku: `A${index}`, count: index % 7, price: 19.99 }],
});

const sentence = 'Since this morning the report does not open for any of us. Could you please have a look? ';

const texts: Readonly<Record<string, string>> = {
  'orders with keys, sums and dates': filled((index) => order(index, 'Order')),
  'the same, in Cyrillic': filled((index) => order(index, 'Заказ')),
  letters: filled((index) => ({ from: `person${index}@example.org`, text: sentence.repeat(4) })),
  'whole numbers': filled((index) => (index * 7) % 100_000),
  'measured values of 16 and 17 digits': filled((index) => (index * 0.6180339887498949) % 1),
};

const took = (work: () => unknown): number => {
  const began = performance.now();
  work();
  return performance.now() - began;
};

for (const [name, written] of Object.entries(texts)) {
  // As a request brings it: flat.
  const text = Buffer.from(written).toString();
  const { document } = decodeJson(text);
  const best = { parse: Infinity, decode: Infinity, limits: Infinity };
  for (let run = 0; run < RUNS; run += 1) {
    best.parse = Math.min(
      best.parse,
      took(() => JSON.parse(text)),
    );
    best.decode = Math.min(
      best.decode,
      took(() => decodeJson(text)),
    );
    best.limits = Math.min(
      best.limits,
      took(() => limitFaults(document)),
    );
  }
  const { parse, decode, limits } = best;
  const more = `${(((decode - parse) / parse) * 100).toFixed(0)} %`;
  process.stdout.write(
    `${name}: JSON.parse ${parse.toFixed(1)} ms, decodeJson ${decode.toFixed(1)} ms (${more} more), limits ${limits.toFixed(1)} ms\n`,
  );
}
