import { elementErrors, structureErrors, warningsIn } from './check/index.js';
import { error, type Finding } from './check/finding.js';
import type { FindingRule } from './check/finding-texts.js';
import type { ProcessDefinition } from './model/index.js';
import { compile, type Compiled } from './read/compile.js';
import { readingFindings } from './read/reading-findings.js';
import { parseXml } from './read/xml.js';

export { fillText, placesOf, type Parameters } from './texts/fill-text.js';
export type { Finding } from './check/finding.js';
export { findingTexts, type FindingRule } from './check/finding-texts.js';
export { kindName } from './check/kind-name.js';
/** The `reglament:` schema for bpmn-moddle. */
export { default as reglamentSchema } from './read/reglament.json' with { type: 'json' };
export { isFormText } from './read/embedded-form.js';
export { runs } from './read/index.js';
export { decodeXml, type DecodedXml } from './read/xml-encoding.js';

/** What a BPMN file holds for deployment. */
export interface Diagram {
  /** Its executable processes, compiled; none when there is a finding of severity `error`. */
  readonly processes: readonly ProcessDefinition[];
  /** Everything there is to say about the file, all at once. */
  readonly findings: readonly Finding[];
}

/**
 * Reads a BPMN 2.0 file of the Camunda 8 dialect with the `reglament:` extension, compiles its executable processes and checks them. Never
 * rejects: what is wrong with the file is a finding. Runs in the browser too.
 */
export async function readDiagram(xml: string): Promise<Diagram> {
  const parsed = await parseXml(xml);
  if ('refused' in parsed) return { processes: [], findings: [parsed.refused] };
  const executable = (parsed.root.rootElements ?? []).filter(
    (element) => element.$type === 'bpmn:Process' && element.isExecutable === true,
  );
  const compiled = executable.map(compile);
  const findings = distinct([
    ...readingFindings(parsed.warnings),
    ...(executable.length === 0 ? [error('no-executable-process', {})] : []),
    ...compiled.flatMap(errorsIn),
  ]);
  if (findings.some(({ severity }) => severity === 'error')) return { processes: [], findings };
  const processes = compiled.map(({ definition }) => definition);
  return { processes, findings: [...findings, ...processes.flatMap(warningsIn)] };
}

function errorsIn({ definition, findings }: Compiled): readonly Finding[] {
  const complete = !findings.some(({ severity }) => severity === 'error');
  return [...findings, ...elementErrors(definition), ...(complete ? structureErrors(definition) : [])];
}

/** What a reference that leads nowhere is met with. */
const missed: ReadonlySet<FindingRule> = new Set([
  'unknown-reference',
  'missing-message',
  'missing-error',
  'flow-without-source',
  'flow-without-target',
]);

/** A reference that leads nowhere is met twice, when it is resolved and when it is missed: the first finding counts. */
function distinct(findings: readonly Finding[]): readonly Finding[] {
  const first = new Map<string, Finding>();
  for (const finding of findings) {
    const { rule, element, property, message } = finding;
    const key = JSON.stringify([element, property, missed.has(rule) || message]);
    if (!first.has(key)) first.set(key, finding);
  }
  return [...first.values()];
}
