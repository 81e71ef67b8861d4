import type { Payload, PayloadCodec, SerializationContext } from '@temporalio/common';
import { checkedResult } from './activity-result.js';

/** Where documents that history only names are kept. Replay tests read them from a folder. */
export interface DocumentSource {
  /** `workflowId`: whose history will name it. */
  putLarge(data: Uint8Array, workflowId: string | undefined): Promise<string>;
  getLarge(hash: string): Promise<Uint8Array>;
}

/** Payloads of this size and more do not go into history (Temporal warns at 256 kB and refuses 2 MB). */
const LARGE = 128 * 1024;
/** A local activity's input is not in history; only its result is, so it may be larger before it is moved out. */
const LARGE_LOCAL = 1024 * 1024;

const ENCODING = 'encoding';
const LARGE_ENCODING = 'reglament/large';
const INNER_ENCODING = 'reglament-inner-encoding';

const decoder = new TextDecoder();
const encoder = new TextEncoder();

/** Results of activities on other task queues; without a context where the worker has forgotten whose it is. */
const mayBeOfOthers = (context: SerializationContext | undefined): boolean =>
  context === undefined || (context.type === 'activity' && !context.isLocal);

/**
 * Large payloads are moved to the store and replaced by the hash of their content. Results of activities are the one kind of
 * payload that others write: their numbers are checked (`checkedResult`).
 */
export function createPayloadCodec(source: DocumentSource): PayloadCodec {
  const encode = async (payload: Payload, context: SerializationContext | undefined): Promise<Payload> => {
    const data = payload.data;
    if (!data) return payload;
    const limit = context?.type === 'activity' && context.isLocal ? LARGE_LOCAL : LARGE;
    if (data.length < limit) return payload;
    const inner = payload.metadata?.[ENCODING] ?? encoder.encode('json/plain');
    return {
      metadata: { [ENCODING]: encoder.encode(LARGE_ENCODING), [INNER_ENCODING]: inner },
      data: encoder.encode(await source.putLarge(data, context?.workflowId)),
    };
  };

  const fetched = async (payload: Payload): Promise<Payload> => {
    const data = payload.data;
    const { [ENCODING]: encoding, [INNER_ENCODING]: inner } = payload.metadata ?? {};
    if (!data || !encoding || !inner || decoder.decode(encoding) !== LARGE_ENCODING) return payload;
    return { metadata: { [ENCODING]: inner }, data: await source.getLarge(decoder.decode(data)) };
  };

  const decode = async (payload: Payload, context: SerializationContext | undefined): Promise<Payload> => {
    const whole = await fetched(payload);
    return mayBeOfOthers(context) ? checkedResult(whole) : whole;
  };

  return {
    encode: (payloads, context) => Promise.all(payloads.map((payload) => encode(payload, context))),
    decode: (payloads, context) => Promise.all(payloads.map((payload) => decode(payload, context))),
  };
}
