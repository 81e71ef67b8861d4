import { performance } from 'node:perf_hooks';

const LABEL_WIDTH = 14;
const DETAIL_WIDTH = 52;
const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const FRAME_MS = 100;
const REMINDER_MS = 15_000;

/** `120 ms`, `3.4 s` or `2 min 05 s`. */
export function duration(ms) {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`;
}

/**
 * Shows what is being done: one line for each phase when it ends, with its duration; on a terminal also what is under
 * way; elsewhere a reminder every 15 s.
 *
 * @param {NodeJS.WriteStream} out
 * @returns {import('./progress.d.mts').Progress}
 */
export function createProgress(out = process.stdout) {
  const running = new Map();
  let frame = 0;
  let timer;

  const clear = () => out.isTTY && out.write('\r\x1b[2K');
  const line = (text) => {
    clear();
    out.write(`${text}\n`);
  };
  const underWay = () =>
    [...running].map(([label, since]) => `${label} (${duration(performance.now() - since)})`).join(', ');

  function tick() {
    if (running.size === 0) return;
    if (out.isTTY) out.write(`\r\x1b[2K${FRAMES[frame++ % FRAMES.length]} ${underWay()}`);
    else line(`… ${underWay()}`);
  }

  function begin(label) {
    running.set(label, performance.now());
    timer ??= setInterval(tick, out.isTTY ? FRAME_MS : REMINDER_MS).unref();
  }

  function end(label) {
    running.delete(label);
    if (running.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  }

  async function phase(label, work) {
    const since = performance.now();
    let detail = '';
    begin(label);
    try {
      const result = await work((text) => (detail = text));
      end(label);
      const took = duration(performance.now() - since).padStart(9);
      line(`${label.padEnd(LABEL_WIDTH)}${detail.padEnd(DETAIL_WIDTH)}${took}`);
      return result;
    } catch (error) {
      end(label);
      line(`${label.padEnd(LABEL_WIDTH)}failed after ${duration(performance.now() - since)}`);
      throw error;
    }
  }

  return { phase, line };
}
