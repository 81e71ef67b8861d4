import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { askEarly, forgetEarly, showsEarlyAnswers, takeEarly } from './early-answers.js';

const answer = (status: number): void => {
  const answers = (): Promise<Response> => Promise.resolve(Response.json({ items: [1] }, { status }));
  jest.spyOn(globalThis, 'fetch').mockImplementation(answers);
};

afterEach(() => {
  jest.restoreAllMocks();
  forgetEarly();
});

describe('an answer that was asked for early', () => {
  it('is read at once and handed out once', async () => {
    answer(200);
    expect(showsEarlyAnswers()).toBe(false);
    expect(await askEarly('/a')).toEqual({ items: [1] });
    const taken = await takeEarly('/a');
    expect(await taken?.response.json()).toEqual({ items: [1] });
    expect(takeEarly('/a')).toBeUndefined();
    expect(showsEarlyAnswers()).toBe(true);
  });

  it('is left out when it is a refusal or the server is away, so that the application asks by itself', async () => {
    answer(401);
    expect(await askEarly('/a')).toBeUndefined();
    expect(await takeEarly('/a')).toBeUndefined();
    jest.spyOn(globalThis, 'fetch').mockRejectedValue(new TypeError('offline'));
    expect(await askEarly('/b')).toBeUndefined();
    expect(await takeEarly('/b')).toBeUndefined();
  });

  it('is forgotten with the session, and when it is old', async () => {
    answer(200);
    await askEarly('/a');
    forgetEarly();
    expect(takeEarly('/a')).toBeUndefined();
    await askEarly('/b');
    jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 31_000);
    expect(takeEarly('/b')).toBeUndefined();
  });
});
