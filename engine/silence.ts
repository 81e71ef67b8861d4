/** A question to the database that is under way. */
export interface Probe {
  /** Resolves when the database has said anything, be it a refusal. */
  readonly answered: Promise<void>;
  /** Gives up waiting. */
  abandon(): void;
}

/** Notices when the database says nothing at all: stopped, hung, or behind a network that swallows everything. */
export interface Silence {
  /** It is silent now: nobody needs to ask it anything. */
  readonly fell: boolean;
  /** Looks again; called every half second. */
  tick(): void;
}

/**
 * Without an answer for so many ticks it counts as silent. Ticks, not time: while this process computes, or is stopped
 * itself, none of them pass, so that its own delays are not taken for silence of others.
 */
const PATIENCE = 5;
/** While it is silent it is asked anew after so many ticks: once a second. */
const PATIENCE_WHILE_SILENT = 2;

/**
 * Asks `probe` while somebody waits for the database, and for as long as it is silent. A refusal is an answer: who refuses
 * does so at once, and nobody waits.
 *
 * @param busy somebody waits for the database
 * @param cut breaks what waits, as a lost connection does
 */
export function createSilence(options: {
  readonly busy: () => boolean;
  readonly probe: () => Probe;
  readonly cut: () => void;
}): Silence {
  const { busy, probe, cut } = options;
  let fell = false;
  let asked: Probe | undefined;
  let ticks = 0;

  const ask = (): void => {
    const mine = probe();
    asked = mine;
    ticks = 0;
    const heard = (): void => {
      if (asked !== mine) return;
      asked = undefined;
      fell = false;
    };
    mine.answered.then(heard, heard);
  };

  return {
    get fell() {
      return fell;
    },
    tick() {
      if (asked === undefined) {
        if (fell || busy()) ask();
        return;
      }
      ticks += 1;
      if (ticks < (fell ? PATIENCE_WHILE_SILENT : PATIENCE)) return;
      asked.abandon();
      asked = undefined;
      if (!fell) {
        fell = true;
        cut();
      }
      ask();
    },
  };
}
