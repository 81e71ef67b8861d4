import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The diagram `hello.bpmn` that the README tells people to deploy; it has no positions. */
export const helloOfReadme = (): string => {
  const readme = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8');
  const hello = /<<'XML'\n([^]*?)\nXML\n/.exec(readme)?.[1];
  if (hello === undefined) throw new Error('The README has no hello.bpmn any more');
  return hello;
};
