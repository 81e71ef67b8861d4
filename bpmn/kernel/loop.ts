import { complete } from './completing.js';
import { enter } from './entering.js';
import type { Run } from './run.js';
import { settle } from './scopes.js';

/** Carries out internal commands until nothing is on its way and no join or scope can go on. */
export function drain(run: Run): void {
  do {
    for (let command = run.queue.next(); command !== undefined; command = run.queue.next()) {
      run.count();
      if (command.to === 'enter') enter(run, command);
      else complete(run, command);
    }
  } while (settle(run));
}
