import { readdirSync } from 'node:fs';
import { importsOf, sourcesIn, type Import } from './imports.js';

/** The rooms of the project: its top-level folders with code. */
export const ROOMS = [
  'json',
  'feel',
  'bpmn',
  'regulations',
  'mime',
  'runtime',
  'prisma',
  'engine',
  'desk',
  'workflows',
  'activities',
  'worker',
  'api',
  'mail',
  'embedded',
  'modeler',
  'bench',
  'test',
] as const;

export type Room = (typeof ROOMS)[number];

interface Rule {
  /** Rooms whose code it may import. */
  readonly rooms: readonly Room[];
  /** Rooms of which it may import types only. */
  readonly types?: readonly Room[];
  /** Packages it may import; absent: any. */
  readonly packages?: readonly RegExp[];
  /** Packages it may not import. */
  readonly never?: readonly RegExp[];
}

const OUTSIDE = [/^express/, /^@prisma\//, /^pg$/, /^nodemailer/, /^react/];

/**
 * The direction of dependencies (docs/architecture.md): nothing points back to the edge, pure rooms see no infrastructure.
 * One entry per room; a room without one is a breach.
 */
export const RULES: Readonly<Partial<Record<Room, Rule>>> = {
  json: { rooms: [], packages: [] },
  feel: { rooms: ['json'], packages: [/^@bpmn-io\/feelin$/, /^re2js$/, /^luxon$/, /^lezer-feel$/, /^@lezer\//] },
  bpmn: { rooms: ['json', 'feel'], packages: [/^bpmn-moddle$/, /^zeebe-bpmn-moddle/] },
  regulations: { rooms: ['json', 'feel', 'bpmn'], packages: [/^zod$/, /^temporal-polyfill/, /^croner$/] },
  mime: { rooms: ['json'], packages: [/^mailparser$/, /^htmlparser2$/] },
  runtime: { rooms: [], packages: [/^node:fs$/] },
  prisma: { rooms: [] },
  engine: {
    rooms: ['json', 'feel', 'bpmn', 'regulations', 'prisma'],
    never: [/^@temporalio\//, /^express/, /^nodemailer/],
  },
  desk: { rooms: ['json', 'feel', 'bpmn', 'regulations', 'mime', 'engine'], never: [/^@temporalio\//, /^express/] },
  workflows: {
    rooms: ['json', 'feel', 'bpmn', 'regulations'],
    types: ['activities'],
    packages: [/^@temporalio\/(workflow|common)$/],
  },
  activities: { rooms: ['json', 'feel', 'bpmn', 'regulations', 'mime', 'engine', 'desk'], never: [/^express/] },
  worker: {
    rooms: ['json', 'runtime', 'workflows', 'activities', 'engine', 'desk', 'bpmn'],
    never: [/^express/],
  },
  api: {
    rooms: ['json', 'runtime', 'feel', 'bpmn', 'regulations', 'mime', 'prisma', 'engine', 'desk', 'workflows'],
    never: [/^@temporalio\/(worker|workflow)/],
  },
  mail: {
    rooms: ['json', 'runtime', 'bpmn', 'regulations', 'mime', 'engine', 'desk'],
    never: [/^express/, /^@temporalio\//, /^@prisma\//],
  },
  embedded: { rooms: ['runtime'], never: OUTSIDE.filter((pattern) => !pattern.test('pg')) },
  modeler: { rooms: ['json', 'feel', 'bpmn'], types: ['api'] },
  bench: { rooms: ROOMS },
  test: { rooms: ROOMS },
};

/** Files of a room that other rooms may import; the rest is its own business. Absent: any file. */
export const PUBLIC: Readonly<Partial<Record<Room, readonly RegExp[]>>> = {
  bpmn: [/^bpmn\/(index|deploy)\.ts$/, /^bpmn\/model\//],
  json: [/^json\/index\.ts$/],
  feel: [/^feel\/index\.ts$/],
  mime: [/^mime\/index\.ts$/],
  runtime: [/^runtime\/index\.ts$/],
  prisma: [/^prisma\/generated\/client\.ts$/],
  engine: [/^engine\/(index|keys)\.ts$/],
  desk: [/^desk\/index\.ts$/],
  workflows: [/^workflows\/(index|.*\/messages)\.ts$/],
  activities: [/^activities\/(index|engine\/engine-activities)\.ts$/],
};

export interface Breach {
  readonly file: string;
  readonly imports: string;
  readonly reason: string;
}

/** Folders of a room that its other folders are built on: they import none of these. */
export const BELOW: Readonly<Record<string, RegExp>> = {
  'api/contract': /^api\/features\//,
  'api/search': /^api\/features\//,
  'api/access': /^api\/features\//,
  'api/problems': /^api\/features\//,
  'api/routing': /^api\/features\//,
};

function judge(file: string, { specifier, typeOnly, target }: Import): string | undefined {
  const room = file.split('/')[0] as Room;
  const rule = RULES[room];
  if (!rule) return `the room ${room} has no rule`;
  if (target === undefined) {
    if (rule.packages && !rule.packages.some((pattern) => pattern.test(specifier)))
      return `${room} may not use the package ${specifier}`;
    if (rule.never?.some((pattern) => pattern.test(specifier))) return `${room} may not use the package ${specifier}`;
    return undefined;
  }
  const folder = file.split('/').slice(0, 2).join('/');
  if (BELOW[folder]?.test(target) && !/\.test\.ts$/.test(file)) return `${folder} is below ${target}`;
  const other = target.split('/')[0] as Room;
  if (other === room || !ROOMS.includes(other)) return undefined;
  if (/(^|\/)main\.ts$/.test(target) && room !== 'bench' && room !== 'test') return 'nothing imports a main.ts';
  const allowed = rule.rooms.includes(other) || (typeOnly && rule.types?.includes(other));
  if (!allowed)
    return rule.types?.includes(other)
      ? `${room} may import only types of ${other}`
      : `${room} may not import ${other}`;
  const doors = PUBLIC[other];
  if (doors && room !== 'test' && room !== 'bench' && !doors.some((door) => door.test(target)))
    return `${target} is not public`;
  return undefined;
}

/** Every import that points the wrong way. */
export function findBreaches(root: string): Breach[] {
  const there = readdirSync(root);
  return ROOMS.filter((room) => there.includes(room)).flatMap((room) =>
    sourcesIn(root, room).flatMap((file) =>
      importsOf(root, file).flatMap((imported) => {
        const reason = judge(file, imported);
        return reason ? [{ file, imports: imported.specifier, reason }] : [];
      }),
    ),
  );
}
