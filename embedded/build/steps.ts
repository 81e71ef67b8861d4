import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { digestOf } from '../bootstrap/digest.mjs';
import { bundleProgram } from '../bootstrap/programs.mjs';
import type { Built } from '../bootstrap/stamp.mjs';
import { bundleWeb } from './bundle-web.js';
import { bundleWorkflows } from './bundle-workflows.js';
import { generateClient } from './generate-client.js';

/** Something to build; its digest covers all that its output depends on. */
export interface BuildStep extends Built {
  /** Names of the steps that have to be done before. */
  readonly after: readonly string[];
  readonly run: () => Promise<void>;
}

const CLIENT = 'prisma-client';

/** What every output depends on besides its sources and the tool that makes it. */
const packages = 'package-lock.json';

const schema = 'prisma/schema.prisma';
const programRooms = [
  'json',
  'feel',
  'bpmn',
  'regulations',
  'mime',
  'runtime',
  'workflows',
  'engine',
  'desk',
  'activities',
  'worker',
  'api',
  'mail',
];
/** Of other rooms the workflows use types alone. */
const workflowRooms = ['workflows'];
/** The web application checks diagrams with the engine's own checks, and knows the API by its contract. */
const webSources = ['modeler', 'json', 'feel', 'bpmn', 'api/contract'];

/** The programs of the product and their entry points. */
const programs = {
  api: 'api/main.ts',
  worker: 'worker/main.ts',
  mail: 'mail/main.ts',
  verify: 'worker/verify/main.ts',
};

/** Everything there is to build from the sources in `root`. */
export function buildSteps(root: string): BuildStep[] {
  const client: BuildStep = {
    name: CLIENT,
    digest: digestOf(root, [schema, 'prisma.config.ts', 'embedded/build/generate-client.ts', packages]),
    output: 'prisma/generated/client.ts',
    after: [],
    run: () => generateClient(root),
  };
  const programDigest = digestOf(root, [...programRooms, schema, 'embedded/bootstrap/programs.mjs', packages]);
  const programSteps = Object.entries(programs)
    .filter(([, entry]) => existsSync(join(root, entry)))
    .map(([name, entry]): BuildStep => {
      const output = `dist/${name}.js`;
      return { name, digest: programDigest, output, after: [CLIENT], run: () => bundleProgram(root, entry, output) };
    });
  const workflows: BuildStep = {
    name: 'workflow-bundle',
    digest: digestOf(root, [...workflowRooms, 'embedded/build/bundle-workflows.ts', packages]),
    output: 'dist/workflow-bundle.js',
    after: [],
    run: () => bundleWorkflows(root, 'workflows/index.ts', 'dist/workflow-bundle.js'),
  };
  const web: BuildStep = {
    name: 'web',
    digest: digestOf(root, [
      ...webSources,
      'embedded/build/bundle-web.ts',
      'embedded/build/compress-texts.ts',
      packages,
    ]),
    output: 'dist/web/index.html',
    after: [],
    run: () => bundleWeb(root, 'modeler/vite.config.ts', 'dist/web'),
  };
  return [client, ...programSteps, workflows, web];
}
