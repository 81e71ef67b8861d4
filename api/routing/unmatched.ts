import type { RequestHandler } from 'express';
import { Problem } from '../problems/problem.js';
import type { Route } from './route.js';

const patternOf = (path: string): RegExp =>
  new RegExp(`^${path.replaceAll(/[.*+?^$()|[\]\\]/g, '\\$&').replaceAll(/\{\w+\}/g, '[^/]+')}/?$`);

/** What is left when no route took a request: the method is wrong (405 with Allow), or the path (404). */
export const unmatched = (routes: readonly Route[]): RequestHandler => {
  const patterns = routes.map(({ method, path }) => ({ method: method.toUpperCase(), pattern: patternOf(path) }));
  return (request, response) => {
    const methods = patterns.filter(({ pattern }) => pattern.test(request.path)).map(({ method }) => method);
    if (methods.length === 0) throw new Problem('no-such-route', `There is no operation at ${request.path}.`);
    const allow = [...new Set([...methods, ...(methods.includes('GET') ? ['HEAD'] : []), 'OPTIONS'])].join(', ');
    if (request.method === 'OPTIONS') {
      response.setHeader('Allow', allow).status(204).end();
      return;
    }
    throw new Problem('method-not-allowed', `${request.path} does not have ${request.method}.`, {}, { Allow: allow });
  };
};
