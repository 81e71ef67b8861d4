import { connect, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { DESK, openTestDesk, silent, type TestDesk } from '../test-support/test-desk.js';
import type { SessionLimits } from './session-limits.js';
import { startListener, type Listener } from './smtp-listener.js';

let desk: TestDesk;
let listener: Listener | undefined;
beforeAll(async () => {
  desk = await openTestDesk();
});
afterEach(async () => {
  await listener?.close();
});
afterAll(() => desk.close());

const listen = async (limits: Partial<SessionLimits>, store: Partial<TestDesk['store']> = {}): Promise<void> => {
  listener = await startListener({
    ...{ store: { ...desk.store, ...store }, logger: silent, host: '127.0.0.1', port: 0 },
    ...{ maxBytes: 20_000_000, limits, arrived: () => undefined },
  });
};

/** A client that says what it is told to. */
interface TestClient {
  readonly socket: Socket;
  /** All that was answered so far. */
  said(): string;
  /** Waits for a reply that matches. */
  heard(pattern: RegExp): Promise<void>;
  /** All that was answered until the end. */
  readonly closed: Promise<string>;
}

/** @param from 127.0.0.0/8 is all this machine: each is an address of its own */
function client(from = '127.0.0.1'): TestClient {
  const socket = connect({ port: listener!.port, host: '127.0.0.1', localAddress: from });
  let said = '';
  socket.setEncoding('utf8').on('error', () => undefined);
  socket.on('data', (text: string) => (said += text));
  return {
    socket,
    said: () => said,
    heard: (pattern) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (!pattern.test(said)) return;
          socket.off('data', look);
          resolve();
        };
        socket.on('data', look);
        socket.once('close', () => reject(new Error(`Never heard ${String(pattern)}: ${said}`)));
        look();
      }),
    closed: new Promise((resolve) => socket.once('close', () => resolve(said))),
  };
}

/** A client whose mail is awaited. */
async function sending(from?: string): Promise<TestClient> {
  const one = client(from);
  await one.heard(/^220 /);
  one.socket.write(`EHLO test\r\nMAIL FROM:<a@b.org>\r\nRCPT TO:<${DESK}>\r\nDATA\r\n`);
  await one.heard(/^354 /m);
  return one;
}

describe('a client that takes its time', () => {
  it('for a command, one byte after the other, is told so', async () => {
    await listen({ commandMs: 50 });
    const slow = client();
    const bytes = setInterval(() => slow.socket.write('N'), 5);
    expect(await slow.closed).toMatch(/^421 .*No command has come in time/m);
    clearInterval(bytes);
  });

  it('and says nothing at all', async () => {
    await listen({ commandMs: 50 });
    expect(await client().closed).toMatch(/^421 /m);
  });

  it('for a mail is told so, and nothing of it is kept', async () => {
    await listen({ rateWindowMs: 50, bytesPerSecond: 10_000 });
    const slow = await sending();
    const bytes = setInterval(() => slow.socket.write('x'), 5);
    expect(await slow.closed).toMatch(/^421 .*arrives too slowly/m);
    clearInterval(bytes);
  });

  it('for everything together, however busy it is', async () => {
    await listen({ sessionMs: 200, commands: 1_000_000 });
    const busy = client();
    await busy.heard(/^220 /);
    busy.socket.on('data', () => busy.socket.writable && busy.socket.write('NOOP\r\n'));
    busy.socket.write('NOOP\r\n');
    expect(await busy.closed).toMatch(/^421 .*session has taken too long/m);
  });

  it('is not held to it while it waits for us', async () => {
    let keep: () => void = () => undefined;
    const kept = new Promise<void>((resolve) => (keep = resolve));
    let asked: () => void = () => undefined;
    const accepting = new Promise<void>((resolve) => (asked = resolve));
    const accept = (): Promise<void> => (asked(), kept);
    await listen(
      { commandMs: 400, rateWindowMs: 400, bytesPerSecond: 1 },
      { incomingEmails: { ...desk.store.incomingEmails, accept } },
    );
    const waits = await sending();
    waits.socket.write('Subject: Waits\r\n\r\ntext\r\n.\r\n');
    await accepting;
    const idle = client('127.0.0.2');
    await idle.closed;
    expect(waits.socket.destroyed).toBe(false);
    keep();
    await waits.heard(/^250 .*queued/m);
  });
});

describe('a client that is many', () => {
  it('gets no more than its share, and mail of others still comes in', async () => {
    await listen({ connections: 6, perAddress: 4 });
    const many = Array.from({ length: 8 }, () => client());
    const refused = await Promise.all(many.slice(4).map(({ closed }) => closed));
    for (const said of refused) expect(said).toMatch(/^421 .*from your address/);
    const other = await sending('127.0.0.2');
    other.socket.write('Message-ID: <many@x>\r\nSubject: Other\r\n\r\ntext\r\n.\r\n');
    await other.heard(/^250 .*queued/m);
    many[0]!.socket.destroy();
    await other.heard(/./);
    for (const { socket } of [...many, other]) socket.destroy();
  });

  it('from several addresses makes room for who has none', async () => {
    await listen({ connections: 4, perAddress: 2 });
    const many = ['127.0.0.1', '127.0.0.1', '127.0.0.2', '127.0.0.2'].map((from) => client(from));
    await Promise.all(many.map(({ heard }) => heard(/^220 /)));
    const other = await sending('127.0.0.3');
    expect(await Promise.race(many.map(({ closed }) => closed))).toMatch(/^421 .*Others need this connection/m);
    for (const { socket } of [...many, other]) socket.destroy();
  });
});

describe('a client that tries', () => {
  it('many recipients is told to go', async () => {
    await listen({ errors: 3 });
    const guesses = client();
    await guesses.heard(/^220 /);
    guesses.socket.write(`EHLO x\r\nMAIL FROM:<a@b.org>\r\n${'RCPT TO:<guess@profman.ru>\r\n'.repeat(20)}`);
    const said = await guesses.closed;
    expect(said.match(/^550 /gm)).toHaveLength(4);
    expect(said).toMatch(/^421 .*Too many refused commands/m);
  });

  it('many commands is told to go', async () => {
    await listen({ commands: 50 });
    const many = client();
    await many.heard(/^220 /);
    many.socket.write('NOOP\r\n'.repeat(60));
    expect(await many.closed).toMatch(/^421 .*Too many commands/m);
  });
});

describe('the dialogue', () => {
  it('offers what the listener can do, and nothing else', async () => {
    await listen({});
    const one = client();
    await one.heard(/^220 /);
    one.socket.write('EHLO x\r\n');
    await one.heard(/^250 /m);
    const offered = [...one.said().matchAll(/^250[ -](\S+.*?)\r$/gm)].slice(1).map(([, feature]) => feature!);
    expect(offered.sort()).toEqual(['8BITMIME', 'PIPELINING', 'SIZE 20000000', 'SMTPUTF8']);
    one.socket.write('BDAT 5 LAST\r\nSTARTTLS\r\nMAIL FROM:<a@b.org> SIZE=30000000\r\n');
    await one.heard(/^500 [\s\S]*^50[02] [\s\S]*^552 /m);
    one.socket.destroy();
  });

  it.each([
    ['a header of a megabyte', `Subject: ${'x'.repeat(1_100_000)}\r\n\r\ntext`, 552],
    ['thousands of parts', `Content-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\r\n\r\nx\r\n'.repeat(3_000)}`, 554],
    ['thousands of addresses', `To: ${'a@b.org,\r\n '.repeat(3_000)}\r\n\r\ntext`, 554],
    ['a file in one line', `Subject: x\r\n\r\n${'QUJD'.repeat(300_000)}`, 552],
  ])('refuses %s, and goes on', async (_, raw, code) => {
    await listen({});
    const before = await desk.store.prisma.incomingEmail.count();
    const one = await sending();
    one.socket.write(`${raw}\r\n.\r\n`);
    await one.heard(new RegExp(`^${String(code)} .*(larger|more) than`, 'm'));
    expect(await desk.store.prisma.incomingEmail.count()).toBe(before);
    one.socket.write('NOOP\r\n');
    await one.heard(/^\d{3} .*than[^]*^250 /m);
    one.socket.destroy();
  });

  it('takes mail to postmaster without a domain', async () => {
    await listen({});
    const one = client();
    await one.heard(/^220 /);
    one.socket.write('EHLO x\r\nMAIL FROM:<a@b.org>\r\nRCPT TO:<Postmaster>\r\nRCPT TO:<abuse@profman.ru>\r\nDATA\r\n');
    await one.heard(/^354 /m);
    one.socket.write('Subject: Duties\r\n\r\ntext\r\n.\r\n');
    await one.heard(/^250 .*queued/m);
    expect(await desk.store.prisma.incomingEmail.count({ where: { subject: 'Duties' } })).toBe(1);
    one.socket.destroy();
  });

  it('ends with the listener', async () => {
    await listen({});
    const one = client();
    await one.heard(/^220 /);
    await listener!.close();
    expect(await one.closed).toMatch(/^421 .*stops/m);
  });
});
