import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import express, { type Express } from 'express';
import request from 'supertest';
import { z } from 'zod';
import { route } from '../../routing/route.js';
import { PAGE_POLICY, webApplication } from './web-application.js';

const routes = [
  route({
    method: 'get',
    path: '/api/session',
    operationId: 'x',
    tag: 'x',
    summary: 'x',
    access: 'public',
    success: { status: 200, description: 'x', body: z.string() },
    handle: () => '',
  }),
];

let folder: string;
let app: Express;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'web-'));
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), '<!doctype html>page');
  writeFileSync(join(folder, 'assets/a-1234.js'), 'plain');
  writeFileSync(join(folder, 'assets/a-1234.js.gz'), gzipSync('zipped'));
  writeFileSync(join(folder, 'secret.txt'), 'secret');
  app = express();
  app.use(webApplication(folder, routes));
  app.use((_request, response) => void response.status(404).end());
});

afterAll(() => rmSync(folder, { recursive: true }));

describe('the web application', () => {
  it('has its page at every path that is no route of the API', async () => {
    for (const path of ['/', '/processes/7', '/sign-in?back=/x']) {
      const answer = await request(app).get(path).set('Accept', 'text/html');
      expect([answer.status, answer.text]).toEqual([200, '<!doctype html>page']);
    }
    expect((await request(app).get('/api/unknown').set('Accept', 'text/html')).status).toBe(404);
  });

  it('asks for its page again each time, and allows only our own scripts in it', async () => {
    const { headers } = await request(app).get('/').set('Accept', 'text/html');
    expect(headers['cache-control']).toBe('no-cache');
    expect(headers['content-security-policy']).toBe(PAGE_POLICY);
    expect(PAGE_POLICY).toContain("script-src 'self';");
  });

  it('lets files with a hash be kept for ever, compressed for those who accept that', async () => {
    const zipped = await request(app).get('/assets/a-1234.js').set('Accept-Encoding', 'gzip');
    expect(zipped.headers['content-encoding']).toBe('gzip');
    expect(zipped.text).toBe('zipped');
    expect(zipped.headers['cache-control']).toContain('immutable');
    expect(zipped.headers['content-type']).toContain('text/javascript');
    const plain = await request(app).get('/assets/a-1234.js').set('Accept-Encoding', 'identity');
    expect(plain.headers['content-encoding']).toBeUndefined();
    expect(plain.headers['vary']).toBe('Accept-Encoding');
  });

  it('does not answer for an asset that is gone, so that the page notices a new version', async () => {
    expect((await request(app).get('/assets/old-0000.js').set('Accept', '*/*')).status).toBe(404);
  });

  it('serves nothing else and nothing from elsewhere', async () => {
    for (const path of ['/assets/..%2fsecret.txt', '/assets/%2e%2e/secret.txt', '/.stamps/api'])
      expect((await request(app).get(path).set('Accept', 'text/html')).text).not.toContain('secret');
    expect((await request(app).get('/secret.txt').set('Accept', 'text/html')).text).toBe('<!doctype html>page');
    expect((await request(app).post('/').set('Accept', 'text/html')).status).toBe(404);
  });
});
