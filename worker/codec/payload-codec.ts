import {
  defaultPayloadConverter,
  type Payload,
  type PayloadCodec,
  type SerializationContext,
} from '@temporalio/common';
import type { ProcessDefinition } from '../../bpmn/index.js';
import type { DefinitionReference } from '../../workflows/process-instance/messages.js';

/** Where documents that history only names are kept. Replay tests read them from a folder. */
export interface DocumentSource {
  definition(hash: string): Promise<ProcessDefinition>;
  putLarge(data: Uint8Array): Promise<string>;
  getLarge(hash: string): Promise<Uint8Array>;
}

/** Payloads of this size and more do not go into history (Temporal warns at 256 kB and refuses 2 MB). */
const LARGE = 128 * 1024;
/** A local activity's input is not in history; only its result is, so it may be larger before it is moved out. */
const LARGE_LOCAL = 1024 * 1024;

const ENCODING = 'encoding';
const LARGE_ENCODING = 'reglament/large';
const INNER_ENCODING = 'reglament-inner-encoding';
const REFERENCE_START = '{"$definition":"';

const decoder = new TextDecoder();
const encoder = new TextEncoder();

const startsWith = (data: Uint8Array, text: string): boolean =>
  data.length > text.length && decoder.decode(data.subarray(0, text.length)) === text;

/**
 * Definitions travel by reference: a `DefinitionReference` goes on the wire with its hash only, and the worker puts the
 * document in before workflow code sees it. Other large payloads are moved to the store and replaced by their hash.
 */
export function createPayloadCodec(source: DocumentSource): PayloadCodec {
  const texts = new Map<string, Promise<Uint8Array>>();

  /** The reference with its document, as payload data; cached by hash. */
  const filled = (hash: string): Promise<Uint8Array> => {
    const known = texts.get(hash);
    if (known) return known;
    const filling = source
      .definition(hash)
      .then((document) =>
        encoder.encode(JSON.stringify({ $definition: hash, document } satisfies DefinitionReference)),
      );
    texts.set(hash, filling);
    filling.catch(() => texts.delete(hash));
    if (texts.size > 500) texts.delete(texts.keys().next().value!);
    return filling;
  };

  const encode = async (payload: Payload, context: SerializationContext | undefined): Promise<Payload> => {
    const data = payload.data;
    if (!data) return payload;
    if (startsWith(data, REFERENCE_START)) {
      const { $definition } = defaultPayloadConverter.fromPayload<DefinitionReference>(payload);
      return { ...payload, data: encoder.encode(JSON.stringify({ $definition })) };
    }
    const limit = context?.type === 'activity' && context.isLocal ? LARGE_LOCAL : LARGE;
    if (data.length < limit) return payload;
    const inner = payload.metadata?.[ENCODING] ?? encoder.encode('json/plain');
    return {
      metadata: { [ENCODING]: encoder.encode(LARGE_ENCODING), [INNER_ENCODING]: inner },
      data: encoder.encode(await source.putLarge(data)),
    };
  };

  const decode = async (payload: Payload): Promise<Payload> => {
    const data = payload.data;
    if (!data) return payload;
    const encoding = payload.metadata?.[ENCODING];
    if (encoding && decoder.decode(encoding) === LARGE_ENCODING) {
      const inner = payload.metadata![INNER_ENCODING]!;
      return { metadata: { [ENCODING]: inner }, data: await source.getLarge(decoder.decode(data)) };
    }
    if (!startsWith(data, REFERENCE_START)) return payload;
    const { $definition } = JSON.parse(decoder.decode(data)) as DefinitionReference;
    return { ...payload, data: await filled($definition) };
  };

  return {
    encode: (payloads, context) => Promise.all(payloads.map((payload) => encode(payload, context))),
    decode: (payloads) => Promise.all(payloads.map(decode)),
  };
}
