import type { Socket } from 'node:net';
import type { SessionLimits } from './session-limits.js';

/** Holds one client to the limits of time. What it is told is told in a reply 421, and the connection ends. */
export interface SessionWatch {
  /** Is the client the one who is to do something? */
  idle(): boolean;
  /** The client sends a mail. */
  receiving(): void;
  /** The client waits for us: no time runs but that of the whole session. */
  working(): void;
  /** The client gets its answer, and may say its next command. */
  listening(): void;
  /** The client has its answer. */
  answered(): void;
  /** Counts a command that was refused. */
  refused(): void;
  /** Ends the connection, at once or as soon as the client does not wait for us. */
  end(why: string): void;
}

const NEWLINE = 0x0a;

function newlines(chunk: Buffer): number {
  let count = 0;
  for (let at = chunk.indexOf(NEWLINE); at !== -1; at = chunk.indexOf(NEWLINE, at + 1)) count += 1;
  return count;
}

/** Tells a client why its connection ends, and ends it; what it still sends is not read any more. */
export function endSocket(socket: Socket, why: string, lingerMs: number): void {
  if (socket.destroyed || socket.writableEnded) return;
  socket.unpipe();
  socket.on('error', () => undefined);
  socket.resume();
  socket.end(`421 4.4.2 ${why}\r\n`);
  const gone = setTimeout(() => socket.destroy(), lingerMs);
  socket.once('close', () => clearTimeout(gone));
}

/** Watches a client whose socket is read by somebody else. */
export function watchSession(socket: Socket, limits: SessionLimits): SessionWatch {
  let phase: 'listening' | 'receiving' | 'working' = 'listening';
  let timer: NodeJS.Timeout | undefined;
  let leaving: string | undefined;
  let bytes = 0;
  let commands = 0;
  let errors = 0;

  const finish = (why: string): void => {
    clearTimeout(timer);
    clearTimeout(whole);
    endSocket(socket, why, limits.lingerMs);
  };
  const end = (why: string): void => {
    if (phase === 'working') leaving ??= why;
    else finish(why);
  };
  const whole = setTimeout(() => end('The session has taken too long, try again later'), limits.sessionMs);

  const listening = (): void => {
    phase = 'listening';
    clearTimeout(timer);
    if (socket.destroyed || socket.writableEnded) return;
    timer = setTimeout(() => finish('No command has come in time, try again later'), limits.commandMs);
  };
  const look = (): void => {
    if (bytes < (limits.bytesPerSecond * limits.rateWindowMs) / 1_000) {
      return finish('The mail arrives too slowly, try again later');
    }
    bytes = 0;
    timer = setTimeout(look, limits.rateWindowMs);
  };

  socket.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (phase !== 'listening') return;
    const lines = newlines(chunk);
    commands += lines;
    if (commands > limits.commands) finish('Too many commands in one session, try again later');
    else if (lines > 0) listening();
  });
  socket.once('close', () => {
    clearTimeout(timer);
    clearTimeout(whole);
  });
  listening();

  return {
    idle: () => phase !== 'working' && leaving === undefined,
    receiving() {
      phase = 'receiving';
      clearTimeout(timer);
      bytes = 0;
      timer = setTimeout(look, limits.rateWindowMs);
    },
    working() {
      phase = 'working';
      clearTimeout(timer);
    },
    listening,
    answered() {
      if (leaving !== undefined) finish(leaving);
    },
    refused() {
      errors += 1;
      if (errors > limits.errors) leaving ??= 'Too many refused commands, try again later';
    },
    end,
  };
}
