import { describe, expect, it } from '@jest/globals';
import express from 'express';
import request from 'supertest';
import { sendJson } from './send-json.js';

const long = { rows: Array.from({ length: 200 }, (_, number) => ({ number, subject: 'Не открывается отчёт' })) };

const app = express();
app.get('/long', (asked, response) => sendJson(asked, response, long));
app.post('/long', (asked, response) => sendJson(asked, response, long));
app.get('/short', (asked, response) => sendJson(asked, response, { token: 'secret' }));

describe('an answer with JSON', () => {
  it.each(['br', 'gzip'])('is compressed with %s for those who accept it when it is long', async (encoding) => {
    const answer = await request(app).get('/long').set('Accept-Encoding', encoding);
    expect(answer.headers).toMatchObject({
      'content-encoding': encoding,
      'content-type': 'application/json; charset=utf-8',
      vary: 'Accept-Encoding',
    });
    expect(Number(answer.headers['content-length'])).toBeLessThan(2_000);
    expect(answer.body as unknown).toEqual(long);
  });

  it('is plain for those who accept no compression', async () => {
    const answer = await request(app).get('/long').set('Accept-Encoding', 'identity');
    expect(answer.headers['content-encoding']).toBeUndefined();
    expect(answer.headers['vary']).toBe('Accept-Encoding');
    expect(answer.body as unknown).toEqual(long);
  });

  it('is plain when it is short or answers something other than a reading', async () => {
    const answers = [
      await request(app).get('/short').set('Accept-Encoding', 'br'),
      await request(app).post('/long').set('Accept-Encoding', 'br'),
    ];
    expect(answers.map(({ headers }) => headers['content-encoding'])).toEqual([undefined, undefined]);
    expect(answers.map(({ body }) => body as unknown)).toEqual([{ token: 'secret' }, long]);
  });
});
