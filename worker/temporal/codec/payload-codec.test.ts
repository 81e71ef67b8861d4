import { describe, expect, it } from '@jest/globals';
import { defaultPayloadConverter, type Payload, type SerializationContext } from '@temporalio/common';
import { createPayloadCodec } from './payload-codec.js';

const large = new Map<string, Uint8Array>();
const codec = createPayloadCodec({
  putLarge(data) {
    large.set(`${large.size}`, data);
    return Promise.resolve(`${large.size - 1}`);
  },
  getLarge: (name) => Promise.resolve(large.get(name)!),
});

const workflow: SerializationContext = { type: 'workflow', namespace: 'default', workflowId: 'w' };
const local: SerializationContext = { type: 'activity', namespace: 'default', workflowId: 'w', isLocal: true };

const plain = (value: unknown): Payload => defaultPayloadConverter.toPayload(value);
const valueOf = (payload: Payload): unknown => defaultPayloadConverter.fromPayload(payload);
const encode = async (value: unknown, context: SerializationContext) =>
  (await codec.encode([plain(value)], context))[0]!;
const decode = async (payload: Payload) => valueOf((await codec.decode([payload], workflow))[0]!);

describe('a large payload', () => {
  it('stays out of history', async () => {
    const value = { text: 'x'.repeat(200_000) };
    const sent = await encode(value, workflow);
    expect(sent.data!.length).toBeLessThan(100);
    expect(await decode(sent)).toEqual(value);
  });

  it('may be larger for a local activity, whose input is in no history', async () => {
    const value = { text: 'x'.repeat(200_000) };
    expect(valueOf(await encode(value, local))).toEqual(value);
    expect((await encode({ text: 'x'.repeat(1_100_000) }, local)).data!.length).toBeLessThan(100);
  });
});
