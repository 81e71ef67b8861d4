import { setImmediate as immediate } from 'node:timers/promises';
import { decodeXml, readDiagram, type Finding } from '../../../../bpmn/deploy.js';
import type { CalendarStore } from '../../../../desk/index.js';
import type { CompiledFile, Engine, ResourceFile } from '../../../../engine/index.js';
import { Problem, type ProblemError } from '../../../problems/problem.js';
import { calendarErrors, calendarsNamed } from './calendars.js';
import { tagsIn, tooManyBytes, tooManyTags } from './diagram-size.js';

/** A file after the deploy checks. */
interface Checked {
  readonly compiled: CompiledFile;
  readonly errors: readonly ProblemError[];
  /** Tags that were looked at. */
  readonly tags: number;
}

const refused = (file: ResourceFile, rule: string, detail: string): Checked => ({
  compiled: { file, processes: [] },
  errors: [{ resource: file.name, rule, detail }],
  tags: 0,
});

const isDiagram = (name: string): boolean => /\.(bpmn|xml)$/i.test(name);

const errorOf = (file: ResourceFile, { rule, element, property, message }: Finding): ProblemError => ({
  resource: file.name,
  ...(element === undefined ? {} : { element }),
  ...(property === undefined ? {} : { property }),
  rule,
  detail: message,
});

/** `before`: tags of the diagrams before it. */
const checkFile = async (file: ResourceFile, before: number): Promise<Checked> => {
  if (!isDiagram(file.name))
    return refused(file, 'unsupported-resource', 'Only BPMN files can be deployed; this kind is not supported yet.');
  const large = tooManyBytes(file);
  if (large !== undefined) return refused(file, 'diagram-too-large', large);
  const decoded = decodeXml(file.content);
  if ('refused' in decoded)
    return { compiled: { file, processes: [] }, errors: [errorOf(file, decoded.refused)], tags: 0 };
  const { xml } = decoded;
  const tags = tagsIn(xml);
  const many = tooManyTags(tags, before);
  if (many !== undefined) return { ...refused(file, 'diagram-too-large', many), tags };
  const { processes, findings } = await readDiagram(xml);
  const errors = findings.filter(({ severity }) => severity === 'error').map((each) => errorOf(file, each));
  return { compiled: { file, processes }, errors, tags };
};

/** Two processes with one id cannot both be the next version. */
const duplicates = (files: readonly CompiledFile[]): ProblemError[] => {
  const places = files.flatMap(({ file, processes }) =>
    processes.map(({ processId }) => ({ processId, name: file.name })),
  );
  return places.flatMap(({ processId, name }, i) => {
    const others = places.filter((other, j) => j !== i && other.processId === processId);
    if (others.length === 0) return [];
    const where = [...new Set(others.map((other) => other.name))].join(', ');
    return [
      {
        resource: name,
        element: processId,
        rule: 'duplicate-process',
        detail: `The process ${processId} is in this deployment again, in ${where}.`,
      },
    ];
  });
};

const sentence = ({ resource, element, detail }: ProblemError): string =>
  `${[resource, element].filter((part) => part !== undefined).join(', ')}: ${detail}`;

/** Where the checks look for what a diagram names and does not bring along. */
export interface CheckedAgainst {
  readonly calendars: Pick<CalendarStore, 'inForce'>;
  readonly clock: Pick<Engine['clock'], 'now'>;
}

/**
 * Runs the deploy checks over all files of a deployment.
 * @throws Problem `deployment-refused` with every finding of every file
 */
export const checkFiles = async (
  files: readonly ResourceFile[],
  { calendars, clock }: CheckedAgainst,
): Promise<readonly CompiledFile[]> => {
  const checked: Checked[] = [];
  let tags = 0;
  for (const file of files) {
    const one = await checkFile(file, tags);
    checked.push(one);
    tags += one.tags;
    // Others get their turn between two diagrams.
    await immediate();
  }
  const compiled = checked.map((one) => one.compiled);
  const at = await clock.now();
  const inForce = await calendars.inForce(calendarsNamed(compiled, at));
  const errors = [
    ...checked.flatMap((one) => one.errors),
    ...duplicates(compiled),
    ...calendarErrors(compiled, inForce, at),
  ];
  if (errors.length > 0) throw new Problem('deployment-refused', errors.map(sentence).join('\n'), { errors });
  return compiled;
};
