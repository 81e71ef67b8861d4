/** What a caller may do. Every route names one. */
export const permissions = [
  'processes.deploy',
  'processes.read',
  'instances.start',
  'instances.read',
  'instances.operate',
  'jobs.work',
  'tasks.read',
  'tasks.work',
  'tasks.override',
  'messages.publish',
  'clock.set',
  'access.manage',
  'audit.read',
] as const;

export type Permission = (typeof permissions)[number];

/** A role of the product and what it allows. */
export interface RoleDefinition {
  readonly description: string;
  readonly permissions: readonly Permission[];
}

const reading: readonly Permission[] = ['processes.read', 'instances.read', 'tasks.read'];

/**
 * The roles of the product: these alone allow anything, and decide about whole operations. Users may have roles of packs
 * beside them, which say whose buttons are offered to them. Finer rights per desk come with the ticket product.
 */
export const roles = {
  admin: { description: 'Everything, including users and keys', permissions },
  'process-admin': {
    description: 'Deploys and runs processes',
    permissions: [
      ...reading,
      'processes.deploy',
      'instances.start',
      'instances.operate',
      'tasks.work',
      'messages.publish',
      'clock.set',
      'audit.read',
    ],
  },
  operator: {
    description: 'Watches instances, removes obstacles',
    permissions: [...reading, 'instances.start', 'instances.operate', 'messages.publish'],
  },
  engineer: { description: 'Works on tasks', permissions: [...reading, 'instances.start', 'tasks.work'] },
  viewer: { description: 'Reads processes, instances and tasks', permissions: reading },
  customer: { description: 'Uses the portal only', permissions: [] },
  worker: {
    description: 'Systems that work on jobs and send messages',
    permissions: [...reading, 'jobs.work', 'messages.publish'],
  },
  integration: {
    description: 'Systems that use the whole orchestration API',
    permissions: [
      ...reading,
      'processes.deploy',
      'instances.start',
      'instances.operate',
      'jobs.work',
      'tasks.work',
      // For people of a system of its own: it says for whom.
      'tasks.override',
      'messages.publish',
      'clock.set',
    ],
  },
} as const satisfies Record<string, RoleDefinition>;

export type Role = keyof typeof roles;

export const roleNames = Object.keys(roles) as [Role, ...Role[]];

/** What the roles allow together. Names that are no roles of the product allow nothing. */
export const permissionsOf = (names: readonly string[]): ReadonlySet<Permission> =>
  new Set(names.flatMap((name) => (Object.hasOwn(roles, name) ? roles[name as Role].permissions : [])));
