import { describe, expect, it } from '@jest/globals';
import { defaultPayloadConverter, type Payload, type SerializationContext } from '@temporalio/common';
import { build } from '../../bpmn/test-support/build.js';
import { end, start } from '../../bpmn/test-support/elements.js';
import { refusalOf } from '../../workflows/process-instance/messages.js';
import { createPayloadCodec } from './payload-codec.js';

const hash = 'a1'.repeat(32);
const document = build({ elements: [start(), end()], flows: ['start -> end'] }, 'known');
const large = new Map<string, Uint8Array>();
const codec = createPayloadCodec({
  definition: (asked) => (asked === hash ? Promise.resolve(document) : Promise.reject(new Error('unknown'))),
  putLarge(data) {
    large.set(`${large.size}`, data);
    return Promise.resolve(`${large.size - 1}`);
  },
  getLarge: (name) => Promise.resolve(large.get(name)!),
});

const workflow: SerializationContext = { type: 'workflow', namespace: 'default', workflowId: 'w' };
const activity: SerializationContext = { type: 'activity', namespace: 'default', workflowId: 'w', isLocal: false };
/** As for the result of an activity of which the worker knows no more. */
const unknown = undefined;

const plain = (value: unknown): Payload => defaultPayloadConverter.toPayload(value);
const valueOf = (payload: Payload): unknown => defaultPayloadConverter.fromPayload(payload);
const encode = async (value: unknown, context: SerializationContext | undefined) =>
  (await codec.encode([plain(value)], context))[0]!;
const decode = async (payload: Payload, context: SerializationContext | undefined) =>
  valueOf((await codec.decode([payload], context))[0]!);

describe('a reference to a definition', () => {
  it('is on the wire without its document, and has it before workflow code', async () => {
    const sent = await encode({ $definition: hash, document }, workflow);
    expect(valueOf(sent)).toEqual({ $definition: hash });
    expect(await decode(sent, workflow)).toEqual({ $definition: hash, document });
  });

  it('is known without its mark in histories of before', async () => {
    expect(await decode(plain({ $definition: hash }), workflow)).toEqual({ $definition: hash, document });
  });
});

describe('what only looks like a reference', () => {
  const likenesses = [
    { $definition: hash },
    { $definition: 'own' },
    { $definition: 'b2'.repeat(32), document: { a: 1 } },
  ];

  it.each(likenesses)('is left alone on its way to and from an activity: %j', async (value) => {
    expect(valueOf(await encode(value, activity))).toEqual(value);
    expect(await decode(plain(value), activity)).toEqual(value);
    expect(await decode(plain(value), unknown)).toEqual(value);
  });

  it('is left alone where it names no hash', async () => {
    const value = { $definition: 'own', document: { a: 1 } };
    expect(await decode(await encode(value, workflow), workflow)).toEqual(value);
  });
});

describe('a large payload', () => {
  it('stays out of history', async () => {
    const value = { text: 'x'.repeat(200_000) };
    const sent = await encode(value, workflow);
    expect(sent.data!.length).toBeLessThan(100);
    expect(await decode(sent, workflow)).toEqual(value);
  });
});

describe('the result of an activity of somebody else', () => {
  const text = (json: string): Payload => ({ ...plain(null), data: new TextEncoder().encode(json) });
  const told = '#/amounts/1: The number 9007199254740993 cannot be kept exactly, it would become 9007199254740992';

  it.each([
    ['known', activity],
    ['forgotten', unknown],
  ])('is refused with the numbers in it that are not kept, its context %s', async (_, context) => {
    const decoded = await decode(text('{"amounts":[0.1,9007199254740993]}'), context);
    expect(refusalOf(decoded)).toContain(told);
  });

  it.each(['{"amounts":[0.1,1e2]}', 'null', '[1]', '"9007199254740993"'])('is taken as it is: %s', async (json) => {
    const decoded = await decode(text(json), activity);
    expect(decoded).toEqual(JSON.parse(json));
    expect(refusalOf(decoded)).toBeUndefined();
  });

  it('may be no JSON, which the converter tells', async () => {
    await expect(decode(text('{'), activity)).rejects.toThrow(SyntaxError);
  });

  it('is not looked for in what the engine has written', async () => {
    const json = '{"amount":9007199254740993}';
    expect(await decode(text(json), workflow)).toEqual({ amount: 9007199254740992 });
    expect(await decode(text(json), { ...activity, isLocal: true })).toEqual({ amount: 9007199254740992 });
  });
});
