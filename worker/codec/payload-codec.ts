import type { Payload, PayloadCodec, SerializationContext } from '@temporalio/common';
import type { ProcessDefinition } from '../../bpmn/index.js';
import type { DefinitionReference } from '../../workflows/process-instance/messages.js';
import { checkedResult } from './activity-result.js';

/** Where documents that history only names are kept. Replay tests read them from a folder. */
export interface DocumentSource {
  definition(hash: string): Promise<ProcessDefinition>;
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
/** On payloads that are references to definitions. */
const REFERENCE = 'reglament-definition';
const REFERENCE_TEXT = /^\{"\$definition":"([0-9a-f]{64})"(?:\}$|,"document":)/;
/** As much of a payload as `REFERENCE_TEXT` looks at. */
const REFERENCE_LENGTH = '{"$definition":"","document":'.length + 64;

const decoder = new TextDecoder();
const encoder = new TextEncoder();

/** The hash that a payload of the shape of a `DefinitionReference` names. Empty data may be a plain list. */
const namedHash = (data: Uint8Array): string | undefined =>
  data.length === 0 ? undefined : REFERENCE_TEXT.exec(decoder.decode(data.subarray(0, REFERENCE_LENGTH)))?.[1];

/** Results of activities on other task queues; without a context where the worker has forgotten whose it is. */
const mayBeOfOthers = (context: SerializationContext | undefined): boolean =>
  context === undefined || (context.type === 'activity' && !context.isLocal);

/** A reference without its document. */
const bare = (hash: string): Uint8Array =>
  encoder.encode(JSON.stringify({ $definition: hash } satisfies DefinitionReference));

/**
 * Definitions travel by reference: a `DefinitionReference` goes on the wire with its hash only, marked as one, and the
 * worker puts the document in before workflow code sees it. Only workflows have such an argument: what activities take and
 * give is theirs, whatever it looks like. Other large payloads are moved to the store and replaced by their hash. Results of
 * activities are the one kind of payload that others write: their numbers are checked (`checkedResult`).
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
    const hash = context?.type === 'activity' ? undefined : namedHash(data);
    if (hash !== undefined)
      return { metadata: { ...payload.metadata, [REFERENCE]: encoder.encode(hash) }, data: bare(hash) };
    const limit = context?.type === 'activity' && context.isLocal ? LARGE_LOCAL : LARGE;
    if (data.length < limit) return payload;
    const inner = payload.metadata?.[ENCODING] ?? encoder.encode('json/plain');
    return {
      metadata: { [ENCODING]: encoder.encode(LARGE_ENCODING), [INNER_ENCODING]: inner },
      data: encoder.encode(await source.putLarge(data, context?.workflowId)),
    };
  };

  /** Histories of before references were marked are told by the shape alone. */
  const referredTo = (payload: Payload, data: Uint8Array, context: SerializationContext | undefined) => {
    const marked = payload.metadata?.[REFERENCE];
    if (marked) return decoder.decode(marked);
    return context?.type === 'workflow' ? namedHash(data) : undefined;
  };

  const decode = async (payload: Payload, context: SerializationContext | undefined): Promise<Payload> => {
    const data = payload.data;
    if (!data) return payload;
    const encoding = payload.metadata?.[ENCODING];
    if (encoding && decoder.decode(encoding) === LARGE_ENCODING) {
      const inner = payload.metadata![INNER_ENCODING]!;
      return { metadata: { [ENCODING]: inner }, data: await source.getLarge(decoder.decode(data)) };
    }
    const hash = referredTo(payload, data, context);
    if (hash !== undefined) return { ...payload, data: await filled(hash) };
    return mayBeOfOthers(context) ? checkedResult(payload) : payload;
  };

  return {
    encode: (payloads, context) => Promise.all(payloads.map((payload) => encode(payload, context))),
    decode: (payloads, context) => Promise.all(payloads.map((payload) => decode(payload, context))),
  };
}
