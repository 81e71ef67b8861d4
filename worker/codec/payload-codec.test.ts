import { describe, expect, it } from '@jest/globals';
import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import { build } from '../../bpmn/test-support/build.js';
import { end, pass, start } from '../../bpmn/test-support/elements.js';
import { createPayloadCodec, type DocumentSource } from './payload-codec.js';

const document = build({ elements: [start(), pass('p'), end()], flows: ['start -> p -> end'] }, 'small');

const rig = (definition: DocumentSource['definition'] = () => Promise.resolve(document)) => {
  const kept = new Map<string, Uint8Array>();
  const asked: string[] = [];
  const codec = createPayloadCodec({
    definition: (hash) => {
      asked.push(hash);
      return definition(hash);
    },
    putLarge: (data) => {
      kept.set(`large-${kept.size}`, data);
      return Promise.resolve(`large-${kept.size - 1}`);
    },
    getLarge: (hash) => Promise.resolve(kept.get(hash)!),
  });
  return { codec, kept, asked };
};
const payload = (value: unknown): Payload => defaultPayloadConverter.toPayload(value);
const value = (of: Payload | undefined): unknown => defaultPayloadConverter.fromPayload(of!);
const textOf = ({ data }: Payload): string => new TextDecoder().decode(data);
const long = 'x'.repeat(200 * 1024);

describe('the payload codec', () => {
  it('writes of a definition only the hash, and puts the document in when it is read', async () => {
    const { codec, asked } = rig();
    const [written] = await codec.encode([payload({ $definition: 'abc', document })]);
    expect(textOf(written!)).toBe('{"$definition":"abc"}');
    const [read, again] = await codec.decode([written!, written!]);
    expect([value(read), value(again)]).toEqual([
      { $definition: 'abc', document },
      { $definition: 'abc', document },
    ]);
    expect(asked).toEqual(['abc']);
  });

  it('asks once more for a definition that could not be read', async () => {
    let away = true;
    const { codec } = rig(() => (away ? Promise.reject(new Error('away')) : Promise.resolve(document)));
    const reference = payload({ $definition: 'abc' });
    await expect(codec.decode([reference])).rejects.toThrow('away');
    away = false;
    expect(value((await codec.decode([reference]))[0])).toEqual({ $definition: 'abc', document });
  });

  it('keeps large payloads out of history and brings them back as they were', async () => {
    const { codec, kept } = rig();
    const [written, small] = await codec.encode([payload({ long }), payload({ a: 1 })]);
    expect(textOf(written!)).toBe('large-0');
    expect(kept.size).toBe(1);
    expect(small).toEqual(payload({ a: 1 }));
    const read = await codec.decode([written!, small!]);
    expect(read.map(value)).toEqual([{ long }, { a: 1 }]);
  });

  it('lets a local activity have more: its input is not in history', async () => {
    const { codec, kept } = rig();
    const context = { type: 'activity', namespace: 'default', isLocal: true } as const;
    const [written] = await codec.encode([payload({ long })], context);
    expect([kept.size, value(written)]).toEqual([0, { long }]);
  });

  it('leaves what has no data alone', async () => {
    const { codec } = rig();
    const nothing = payload(undefined);
    expect(await codec.decode(await codec.encode([nothing, {}]))).toEqual([nothing, {}]);
  });
});
