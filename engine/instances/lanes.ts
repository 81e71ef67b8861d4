import type { InputFact } from '../../bpmn/index.js';
import type { CallerStamp, ToldFact } from './inputs.js';
import { LaneStep, type Advanced, type LaneAnswer, type LaneDeps, type LaneEntry } from './lane-step.js';
import type { Command } from './step-request.js';
import { newToken } from './token.js';

export interface CommandOptions {
  /** User name or client id of who gives it. */
  readonly givenBy?: string | undefined;
  /** Whose rights were relied on to let it in. */
  readonly callers?: readonly CallerStamp[] | undefined;
}

/**
 * The lanes of a process: one for each instance that is being stepped. Who enters first works; who arrives meanwhile is
 * taken in the same step (flat combining).
 */
export interface Lanes {
  /**
   * Gives a command to an instance: it is accepted now, by the product's clock. Answers its result, after the commit
   * that it took effect in.
   * @throws what its kernel or the database throws about this command alone
   */
  command(instance: string, fact: InputFact, options?: CommandOptions): Promise<LaneAnswer>;
  /**
   * Steps what is in the inbox, what Temporal told (now, by the product's clock), and timers that are due. Answers where
   * the instance stands then. `workflowWaits`: it is its workflow that waits for the answer.
   */
  advance(instance: string, told?: readonly ToldFact[], workflowWaits?: boolean): Promise<Advanced>;
}

/** Inputs that one step takes from its lane. */
const BATCH = 100;

export function createLanes(deps: LaneDeps): Lanes {
  const lanes = new Map<string, LaneEntry[]>();

  const work = async (instance: string, lane: LaneEntry[]): Promise<void> => {
    while (lane.length > 0) {
      const batch = lane.splice(0, BATCH);
      await new LaneStep(deps, instance, batch).run().catch((error: unknown) => {
        deps.heads.forget(instance);
        for (const entry of batch) entry.failed(error);
      });
    }
    lanes.delete(instance);
  };

  const enter = (instance: string, entry: LaneEntry): void => {
    const lane = lanes.get(instance);
    if (lane) lane.push(entry);
    else {
      const fresh = [entry];
      lanes.set(instance, fresh);
      void work(instance, fresh);
    }
  };

  return {
    command: (instance, fact, { givenBy, callers } = {}) =>
      new Promise((answer, failed) => {
        const command: Command = { fact, at: deps.clock.reading().now, token: newToken(), givenBy, callers };
        enter(instance, { command, told: [], workflowWaits: false, answer, onAdvanced: () => undefined, failed });
      }),
    advance: (instance, facts = [], workflowWaits = false) =>
      new Promise((onAdvanced, failed) => {
        const { now: at } = deps.clock.reading();
        const told = facts.map((fact) => ({ fact, at }));
        enter(instance, { told, workflowWaits, answer: () => undefined, onAdvanced, failed });
      }),
  };
}
