import type { Element, FlowId } from '../../model/index.js';
import type { Spawn } from '../behaviour.js';
import { Fifo } from './fifo.js';
import type { LiveInstance } from '../state/live-instance.js';
import type { Variables } from '../messages.js';

/** A token is to arrive at an element. */
export interface EnterCommand extends Spawn {
  readonly to: 'enter';
  readonly element: Element;
  readonly scope: LiveInstance;
}

/** An instance is to be left. */
export interface CompleteCommand {
  readonly to: 'complete';
  readonly self: LiveInstance;
  /** Absent: all outgoing flows. */
  readonly flows: readonly FlowId[] | undefined;
  readonly given: Variables | undefined;
}

export type Command = EnterCommand | CompleteCommand;

/** Internal commands, first in, first out: nothing recurses, so loops of any length run, and their order is visible. */
export class CommandQueue {
  readonly #commands = new Fifo<Command>();

  /** Commands under way. */
  get size(): number {
    return this.#commands.size;
  }

  push(command: Command): void {
    this.#commands.push(command);
  }

  /** The next command whose instance or scope is still alive. */
  next(): Command | undefined {
    let command = this.#commands.take();
    while (command !== undefined && (command.to === 'enter' ? command.scope : command.self).ended) {
      command = this.#commands.take();
    }
    return command;
  }

  /** Drops tokens on their way to elements of a scope. */
  dropInto(scope: LiveInstance): void {
    this.#commands.keep((command) => command.to !== 'enter' || command.scope !== scope);
  }
}
