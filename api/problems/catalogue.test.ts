import { describe, expect, it } from '@jest/globals';
import { catalogue, problemType, type ProblemSlug } from './catalogue.js';

const slugs = Object.keys(catalogue) as ProblemSlug[];

describe('the catalogue of problems', () => {
  it.each(slugs)('describes %s with an error status, a title and a meaning', (slug) => {
    const { status, title, meaning } = problemType(slug);
    expect(slug).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(600);
    expect(title.length).toBeGreaterThan(5);
    expect(meaning).toMatch(/\.$/);
  });

  it('tells clients when to come back wherever coming back helps', () => {
    for (const slug of slugs) {
      const { status, retryAfter } = problemType(slug);
      expect(retryAfter !== undefined).toBe(status === 429 || status === 503);
    }
  });

  it("titles every 503 as Camunda's clients expect it for a retry", () => {
    for (const slug of slugs.filter((one) => problemType(one).status === 503))
      expect(problemType(slug).title).toBe('RESOURCE_EXHAUSTED');
  });
});
