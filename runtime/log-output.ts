import { writeSync } from 'node:fs';

/** Where a logger puts its lines (a stream of pino). */
export interface LogOutput {
  write(line: string): void;
}

const STANDARD_OUTPUT = 1;

/**
 * Writes log lines at once. A line that cannot be written (a full disk, a reader that is gone or does not read) is dropped,
 * never fatal and never waited for; how many were dropped stands in a line of its own as soon as one can be written again.
 *
 * @param write writes some of the bytes and answers how many; throws when it cannot
 */
export function createLogOutput(
  write: (bytes: Buffer) => number = (bytes) => writeSync(STANDARD_OUTPUT, bytes),
): LogOutput {
  let dropped = 0;
  /** The last line ended in the middle. */
  let torn = false;

  const put = (text: string): boolean => {
    let rest = Buffer.from(torn ? `\n${text}` : text);
    try {
      while (rest.length > 0) {
        const written = write(rest);
        if (written === 0) return false;
        torn = written < rest.length;
        rest = rest.subarray(written);
      }
      return true;
    } catch {
      return false;
    }
  };

  return {
    write(line) {
      if (dropped > 0) {
        const time = Date.now();
        const notice = { level: 40, time, event: 'log-lines-dropped', dropped, msg: 'log lines could not be written' };
        if (!put(`${JSON.stringify(notice)}\n`)) {
          dropped += 1;
          return;
        }
        dropped = 0;
      }
      if (!put(line)) dropped += 1;
    },
  };
}
