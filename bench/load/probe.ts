import { Agent, get } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { ProbeCommand, ProbeMessage, ProbeSettings } from './messages.js';

// Asks for a cheap page again and again, in a process of its own. It does not wait for an answer before it asks the next
// time: a server that stands still for a second is seen by every request of that second.

const { address, path, everyMs } = JSON.parse(process.argv[2] ?? '{}') as ProbeSettings;
const say = (message: ProbeMessage): void => void process.send?.(message);
const { hostname, port } = new URL(address);
const agent = new Agent({ keepAlive: true, maxSockets: Infinity, noDelay: true });

let latencies: number[] = [];
let late: number[] = [];
let failed = 0;
const underWay = new Set<Promise<void>>();

const ask = (): Promise<void> =>
  new Promise((resolve) => {
    const since = performance.now();
    const answered = (good: boolean): void => {
      if (good) latencies.push(performance.now() - since);
      else failed += 1;
      resolve();
    };
    get({ agent, hostname, port, path }, (response) => {
      response.resume();
      response.once('end', () => answered(response.statusCode === 200));
      response.once('error', () => answered(false));
    }).once('error', () => answered(false));
  });

async function report(): Promise<void> {
  await Promise.all(underWay);
  say({ latencies, late, failed });
}

process.on('message', (command: ProbeCommand) => {
  if (command === 'begin') [latencies, late, failed] = [[], [], 0];
  else void report();
});
process.once('disconnect', () => process.exit(0));
say({ ready: true });

for (let planned = performance.now(); ; planned += everyMs) {
  const now = performance.now();
  if (now < planned) await delay(planned - now);
  late.push(Math.max(0, performance.now() - planned));
  const request = ask();
  underWay.add(request);
  void request.then(() => underWay.delete(request));
}
