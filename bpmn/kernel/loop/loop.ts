import { complete } from '../completing/completing.js';
import { enter } from '../entering/entering.js';
import type { Run } from './run.js';
import { completeScopes } from '../scopes/scopes.js';

/** Carries out internal commands until nothing is on its way and no join or scope can go on. */
export function drain(run: Run): void {
  do {
    for (let command = run.queue.next(); command !== undefined; command = run.queue.next()) {
      run.count();
      if (command.to === 'enter') enter(run, command);
      else complete(run, command);
    }
  } while (completeScopes(run));
}
