import type { ErrorRequestHandler } from 'express';
import { requestIdOf } from '../routing/request-id.js';
import { problemType } from './catalogue.js';
import { PROBLEM_TYPE, problemDocument } from './problem.js';
import { toProblem } from './to-problem.js';

/** The last handler: answers whatever was thrown as a problem document and logs what is the server's fault. */
export const answerProblem: ErrorRequestHandler = (error: unknown, request, response, _next) => {
  const problem = toProblem(error);
  const { status, retryAfter } = problemType(problem.slug);
  if (status === 500) request.log.error({ err: error }, 'request failed');
  else if (status > 500) request.log.warn({ err: error, problem: problem.slug }, 'request refused');
  if (response.headersSent) {
    response.destroy();
    return;
  }
  for (const [name, value] of Object.entries(problem.headers)) response.setHeader(name, value);
  if (retryAfter !== undefined && !response.hasHeader('Retry-After'))
    response.setHeader('Retry-After', String(retryAfter));
  response
    .status(status)
    .type(PROBLEM_TYPE)
    .send(JSON.stringify(problemDocument(problem, requestIdOf(request))));
};
