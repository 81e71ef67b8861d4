import type { Payload } from '@temporalio/common';
import { decodeJson, InexactNumberError } from '../../../json/index.js';
import { refusedResult } from '../../../workflows/process-instance/messages.js';

const decoder = new TextDecoder();
const encoder = new TextEncoder();

/** The numbers of a JSON text that are not kept, as an error; what is no JSON is told by the SDK's converter. */
function inexactNumbersOf(text: string): InexactNumberError | undefined {
  try {
    const { inexact } = decodeJson(text);
    return inexact.length === 0 ? undefined : new InexactNumberError(inexact);
  } catch {
    return undefined;
  }
}

/**
 * The result of a Temporal activity, which a worker of somebody else, in any language, may have written: where it has numbers
 * that are not kept, a refusal that says so takes its place, and the workflow hears of an activity that failed.
 */
export function checkedResult(payload: Payload): Payload {
  const encoding = payload.metadata?.['encoding'];
  if (!payload.data || !encoding || decoder.decode(encoding) !== 'json/plain') return payload;
  const error = inexactNumbersOf(decoder.decode(payload.data));
  return error === undefined
    ? payload
    : { metadata: { encoding }, data: encoder.encode(JSON.stringify(refusedResult(error.message))) };
}
