import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { readDiagram } from '../deploy.js';
import { between, diagram, extended, flows } from '../test-support/diagram.js';
import { placesOf } from '../texts/fill-text.js';
import { findingTexts } from './finding-texts.js';
import { kindName } from './kind-name.js';

const bpmn = join(import.meta.dirname, '..');

const sources = [
  join(bpmn, 'deploy.ts'),
  ...['check', 'read'].flatMap((folder) =>
    readdirSync(join(bpmn, folder))
      .filter((name) => /(?<!\.test)\.ts$/.test(name) && name !== 'finding-texts.ts')
      .map((name) => join(bpmn, folder, name)),
  ),
].map((file) => readFileSync(file, 'utf8'));

/** The findings of a service task between start and end. */
const findingsOf = async (task: string) =>
  (await readDiagram(diagram(between(task) + flows('start -> task, task -> end')))).findings;

describe('the texts of the deploy checks', () => {
  it('are those of rules that there are', () => {
    const unused = Object.keys(findingTexts).filter((rule) => !sources.some((source) => source.includes(`'${rule}'`)));
    expect(unused).toEqual([]);
  });

  it('are sentences', () => {
    expect(Object.values(findingTexts).filter((text) => !/^['A-Z{].*\.$/.test(text))).toEqual([]);
  });

  it('get a parameter for each of their places', async () => {
    const broken = `<bpmn:serviceTask id="task">${extended('<zeebe:taskDefinition type="=a + ) 1" retires="5"/>')}</bpmn:serviceTask>`;
    const findings = await findingsOf(broken);
    expect(findings.map(({ rule, parameters, message }) => ({ rule, parameters, message }))).toEqual([
      { rule: 'unknown-attribute', parameters: { name: 'retires' }, message: 'The attribute retires is not known.' },
      {
        rule: 'expression-syntax',
        parameters: { source: 'a + ) 1', position: 5, found: ')' },
        message: `'a + ) 1' is not FEEL at position 5: unexpected ")".`,
      },
    ]);
    expect(placesOf(findingTexts['expression-syntax'])).toEqual(['source', 'position', 'found']);
  });

  it('call what is not run as the menus call it', async () => {
    const [finding] = await findingsOf('<bpmn:businessRuleTask id="task"/>');
    expect(finding).toMatchObject({
      rule: 'unsupported-element',
      parameters: { kind: 'bpmn:BusinessRuleTask' },
      message: 'Not supported: business rule task.',
    });
    expect(kindName('bpmn:IntermediateThrowEvent/bpmn:CompensateEventDefinition')).toBe(
      'compensation intermediate throw event',
    );
    expect(kindName('bpmn:AdHocSubProcess')).toBe('ad-hoc sub-process');
    expect(kindName('bpmn:SubProcess/triggeredByEvent')).toBe('event sub-process');
  });

  it('tell line and column of what is no XML', async () => {
    const { findings } = await readDiagram('<a>\n<b></a>');
    expect(findings).toMatchObject([
      { rule: 'not-bpmn', message: 'The file is not BPMN 2.0 XML: line 2, column 4: closing tag mismatch.' },
    ]);
  });
});
