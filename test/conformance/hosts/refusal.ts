import type { Finding } from '../../../bpmn/deploy.js';
import type { Deployment } from '../case-host.js';

/** The answer to a deployment that the checks refuse; undefined when they do not. */
export function deploymentRefusal(name: string, findings: readonly Finding[]): Deployment | undefined {
  const errors = findings.filter(({ severity }) => severity === 'error');
  if (errors.length === 0) return undefined;
  const told = errors.map(({ rule, element, message }) => `${element ?? 'file'} (${rule}): ${message}`);
  const unsupported = errors.some(({ rule }) => rule.startsWith('unsupported-'));
  return { deployed: false, why: unsupported ? 'unsupported' : 'invalid', reason: `${name}: ${told.join(' ')}` };
}
