import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { orchestrationApi } from './orchestration-api.js';

let server: Server | undefined;
afterEach(() => new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve())));

/** A server whose searches know so many instances, and tell totals up to a limit. */
async function apiWith(instances: number, limit: number) {
  server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const { page } = JSON.parse(Buffer.concat(pieces).toString()) as { page: { limit: number; after?: string } };
      const from = Number(page.after ?? 0);
      const items = Array.from({ length: Math.min(page.limit, instances - from) }, () => ({}));
      const totals = { totalItems: Math.min(instances, limit), hasMoreTotalItems: instances > limit };
      response.setHeader('connection', 'close');
      response.end(JSON.stringify({ items, page: { ...totals, endCursor: String(from + items.length) } }));
    });
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  return orchestrationApi(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, 'key');
}

describe('the count of instances', () => {
  it('is the total where that is told', async () => {
    await expect((await apiWith(7, 10_000)).count('timers', 'ACTIVE')).resolves.toBe(7);
  });

  it('is counted page by page beyond what totals tell', async () => {
    await expect((await apiWith(23_456, 10_000)).count('timers', 'ACTIVE')).resolves.toBe(23_456);
  });
});
