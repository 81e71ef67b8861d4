import { createHash } from 'node:crypto';
import type { ProcessDefinition } from '../../bpmn/index.js';

/** JSON with object members in name order, so that equal content has equal text. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`);
    return `{${members.join(',')}}`;
  }
  return JSON.stringify(value);
}

/** The address of a compiled definition: SHA-256 of its canonical text, hex. */
export const contentHash = (definition: ProcessDefinition): string =>
  createHash('sha256').update(canonical(definition)).digest('hex');

/** Checksum of an uploaded file. */
export const checksum = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex');
