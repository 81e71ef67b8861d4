import { describe, expect, it } from '@jest/globals';
import { readDiagram } from '../deploy.js';
import { between, diagram, flows } from '../test-support/diagram.js';
import { decodeXml } from './xml-encoding.js';

const body = '<bpmn:task name="Prüfen: größer als 100 €?"/>';
const declared = (encoding: string, text = body) => `<?xml version="1.0" encoding="${encoding}"?>\n${text}`;
const latin1 = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
const utf8 = (text: string) => new TextEncoder().encode(text);
const utf16 = (text: string, littleEndian: boolean) => {
  const view = new DataView(new ArrayBuffer(text.length * 2));
  for (let i = 0; i < text.length; i++) view.setUint16(i * 2, text.charCodeAt(i), littleEndian);
  return new Uint8Array(view.buffer);
};
const withMark = (mark: readonly number[], bytes: Uint8Array) => Uint8Array.from([...mark, ...bytes]);
const refusal = (bytes: Uint8Array) => {
  const decoded = decodeXml(bytes);
  return 'refused' in decoded ? [decoded.refused.rule, decoded.refused.parameters] : decoded.xml;
};

describe('a file of XML', () => {
  it.each([
    ['UTF-8', utf8(declared('UTF-8'))],
    ['UTF-8 with a byte-order mark', withMark([0xef, 0xbb, 0xbf], utf8(declared('utf-8')))],
    ['windows-1252', latin1(declared('windows-1252').replace('€', '\x80'))],
    [
      'windows-1252 in single quotes',
      latin1(declared('windows-1252').replace('€', '\x80').replaceAll('"windows-1252"', "'Windows-1252'")),
    ],
    ['ISO-8859-15', latin1(declared('ISO-8859-15').replace('€', '\xa4'))],
    ['UTF-16 LE with a byte-order mark', withMark([0xff, 0xfe], utf16(declared('UTF-16'), true))],
    ['UTF-16 BE with a byte-order mark', withMark([0xfe, 0xff], utf16(declared('UTF-16'), false))],
    ['UTF-16 LE without one', utf16(declared('UTF-16LE'), true)],
    ['UTF-16 BE without one', utf16(declared('UTF-16BE'), false)],
    ['UTF-16 whose declaration was left as it was', withMark([0xff, 0xfe], utf16(declared('UTF-8'), true))],
  ])('is read as %s', (_, bytes) => {
    expect(refusal(bytes)).toBe(declared('UTF-8'));
  });

  it('is read as windows-1251', () => {
    const bytes = latin1(declared('windows-1251', '<a name="\xc7\xe0\xff\xe2\xea\xe0"/>'));
    expect(refusal(bytes)).toBe(declared('UTF-8', '<a name="Заявка"/>'));
  });

  it('is read as UTF-8 where it says nothing', () => {
    expect(refusal(utf8(body))).toBe(body);
    expect(refusal(utf8(`<?xml version="1.0"?>${body}`))).toBe(`<?xml version="1.0"?>${body}`);
    expect(refusal(utf8('<a encoding="windows-1252">ü</a>'))).toBe('<a encoding="windows-1252">ü</a>');
  });

  it.each([
    ['bytes that are no UTF-8 and nothing declared', latin1(body.replace('€', '')), ['not-utf-8', {}]],
    [
      'bytes that are not what is declared',
      latin1(declared('UTF-8').replace('€', '')),
      ['wrong-encoding', { encoding: 'UTF-8' }],
    ],
    ['a declared UTF-16 that is none', utf8(declared('UTF-16')), ['wrong-encoding', { encoding: 'UTF-16' }]],
    [
      'half a character of UTF-16',
      withMark([0xff, 0xfe], Uint8Array.of(0x3c, 0x00, 0x3f)),
      ['wrong-encoding', { encoding: 'UTF-16LE' }],
    ],
    ['an encoding that does not exist', utf8(declared('klingon')), ['unknown-encoding', { encoding: 'klingon' }]],
    [
      'an encoding that nobody reads any more',
      utf8(declared('hz-gb-2312')),
      ['unknown-encoding', { encoding: 'hz-gb-2312' }],
    ],
    ['UTF-32', withMark([0xff, 0xfe, 0, 0], latin1('<\0\0\0')), ['unknown-encoding', { encoding: 'UTF-32LE' }]],
  ])('is refused for %s', (_, bytes, expected) => {
    expect(refusal(bytes)).toEqual(expected);
  });

  it('compiles without a word about its encoding', async () => {
    const xml = diagram(between('<bpmn:task id="task" name="Prüfen"/>') + flows('start -> task, task -> end'));
    const decoded = decodeXml(latin1(xml.replace('UTF-8', 'windows-1252')));
    const { processes, findings } = await readDiagram('xml' in decoded ? decoded.xml : '');
    expect(findings).toEqual([]);
    expect(processes[0]?.elements['task']?.name).toBe('Prüfen');
    expect((await readDiagram(xml.replace('UTF-8', 'windows-1252'))).findings).toEqual([]);
  });
});
