import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

/** A room of the project: a top-level folder. */
export type Room =
  | 'bpmn'
  | 'regulations'
  | 'workflows'
  | 'store'
  | 'activities'
  | 'worker'
  | 'api'
  | 'mail'
  | 'embedded'
  | 'modeler'
  | 'bench'
  | 'test'
  | 'prisma';

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

const EVERYTHING: readonly Room[] = [
  'bpmn',
  'regulations',
  'workflows',
  'store',
  'activities',
  'worker',
  'api',
  'mail',
  'embedded',
  'modeler',
  'bench',
  'test',
  'prisma',
];
const OUTSIDE = [/^express/, /^@prisma\//, /^pg$/, /^nodemailer/, /^react/];

/**
 * The direction of dependencies (docs/architecture.md): nothing points back to the edge, pure rooms see no infrastructure.
 * One entry per room; a room without one is a breach.
 */
export const RULES: Readonly<Partial<Record<Room, Rule>>> = {
  bpmn: {
    rooms: [],
    packages: [/^bpmn-moddle$/, /^zeebe-bpmn-moddle/, /^@bpmn-io\/feelin$/, /^luxon$/, /^lezer-feel$/, /^@lezer\//],
  },
  regulations: { rooms: ['bpmn'], packages: [/^zod$/, /^temporal-polyfill/, /^croner$/] },
  workflows: { rooms: ['bpmn', 'regulations'], types: ['activities'], packages: [/^@temporalio\/(workflow|common)$/] },
  store: { rooms: ['bpmn', 'regulations'], never: [/^@temporalio\//, /^express/] },
  activities: { rooms: ['bpmn', 'regulations', 'store'], never: [/^express/] },
  worker: { rooms: ['workflows', 'activities', 'store', 'bpmn'], never: [/^express/] },
  api: { rooms: ['bpmn', 'regulations', 'store', 'workflows'], never: [/^@temporalio\/(worker|workflow)/] },
  mail: { rooms: ['bpmn', 'regulations', 'store'], never: [/^express/, /^@temporalio\//, /^@prisma\//] },
  embedded: { rooms: [], never: OUTSIDE.filter((pattern) => !pattern.test('pg')) },
  modeler: { rooms: ['bpmn'], types: ['api'] },
  bench: { rooms: EVERYTHING },
  test: { rooms: EVERYTHING },
  prisma: { rooms: ['store'] },
};

/** Files of a room that other rooms may import; the rest is its own business. Absent: any file. */
export const PUBLIC: Readonly<Partial<Record<Room, readonly RegExp[]>>> = {
  bpmn: [/^bpmn\/(index|deploy)\.ts$/, /^bpmn\/model\//],
  store: [/^store\/(index|keys|generated\/client)\.ts$/],
  workflows: [/^workflows\/(index|.*\/messages)\.ts$/],
  activities: [/^activities\/(index|engine\/commit)\.ts$/],
};

export interface Breach {
  readonly file: string;
  readonly imports: string;
  readonly reason: string;
}

const IMPORT = /^\s*(?:import|export)\s+(type\s+)?(?:[^'"]*?\sfrom\s+)?['"]([^'"]+)['"]/gm;
const DYNAMIC = /\bimport\(\s*['"]([^'"]+)['"]\s*\)/g;

const isTest = (file: string): boolean => /\.test\.ts$|(^|\/)test-support\//.test(file);

/** Source files of a room, relative to the root. */
function sources(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return ['generated', 'node_modules'].includes(entry.name) ? [] : sources(root, path);
    return /\.(ts|tsx)$/.test(entry.name) && !isTest(path) ? [path] : [];
  });
}

function judge(root: string, file: string, specifier: string, typeOnly: boolean): string | undefined {
  const room = file.split('/')[0] as Room;
  const rule = RULES[room];
  if (!rule) return `the room ${room} has no rule`;
  if (!specifier.startsWith('.')) {
    const name = specifier;
    if (rule.packages && !rule.packages.some((pattern) => pattern.test(name)))
      return `${room} may not use the package ${name}`;
    if (rule.never?.some((pattern) => pattern.test(name))) return `${room} may not use the package ${name}`;
    return undefined;
  }
  const target = relative(root, resolve(root, dirname(file), specifier)).replace(/\.js$/, '.ts');
  const other = target.split('/')[0] as Room;
  if (other === room || !EVERYTHING.includes(other)) return undefined;
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
  const rooms = (Object.keys(RULES) as Room[]).filter((room) => readdirSync(root).includes(room));
  return rooms.flatMap((room) =>
    sources(root, room).flatMap((file) => {
      const text = readFileSync(join(root, file), 'utf8');
      const imports = [
        ...[...text.matchAll(IMPORT)].map(([, type, specifier]) => ({
          specifier: specifier!,
          typeOnly: Boolean(type),
        })),
        ...[...text.matchAll(DYNAMIC)].map(([, specifier]) => ({ specifier: specifier!, typeOnly: false })),
      ];
      return imports.flatMap(({ specifier, typeOnly }) => {
        const reason = judge(root, file, specifier, typeOnly);
        return reason ? [{ file, imports: specifier, reason }] : [];
      });
    }),
  );
}
