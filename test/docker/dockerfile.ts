import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './compose.js';

export interface Instruction {
  readonly name: string;
  readonly text: string;
}

/** One FROM and what follows it. */
export interface Stage {
  readonly image: string;
  readonly name: string | undefined;
  readonly instructions: readonly Instruction[];
}

export const dockerfileText = (): string => readFileSync(join(root, 'Dockerfile'), 'utf8');

/** Instructions of a Dockerfile, with continued lines put together and comments left out. */
function instructionsOf(text: string): readonly Instruction[] {
  const lines = text
    .split('\n')
    .filter((line) => !line.trimStart().startsWith('#'))
    .join('\n')
    .replaceAll(/\\\n\s*/g, ' ')
    .split('\n');
  return lines.flatMap((line) => {
    const [, name, rest] = /^(\w+)\s+(.*)$/.exec(line) ?? [];
    return name === undefined ? [] : [{ name: name.toUpperCase(), text: rest!.trim() }];
  });
}

/** The stages of a Dockerfile in their order; the last one is the image. */
export function stagesOf(text: string): readonly Stage[] {
  const stages: (Stage & { instructions: Instruction[] })[] = [];
  for (const instruction of instructionsOf(text)) {
    if (instruction.name === 'FROM') {
      const [image = '', , name] = instruction.text.split(/\s+/);
      stages.push({ image, name, instructions: [] });
    } else stages.at(-1)?.instructions.push(instruction);
  }
  return stages;
}

const named = (stage: Stage, name: string): readonly string[] =>
  stage.instructions.filter((instruction) => instruction.name === name).map(({ text }) => text);

const SECRET = /PASSWORD|SECRET|TOKEN|API_?KEY|CREDENTIAL|SMTP_URL|DATABASE_URL/i;

/** Rules for every stage, after those of hadolint. */
function faultsOfStage(stage: Stage, stageNames: readonly string[]): readonly string[] {
  const runs = named(stage, 'RUN');
  const order = stage.instructions.map(({ name, text }) => `${name} ${text}`);
  const install = order.findIndex((each) => /^RUN npm (ci|install)/.test(each));
  const all = order.findIndex((each) => /^COPY \. /.test(each));
  const faults = [
    !stageNames.includes(stage.image) &&
      !/^[\w./-]+:\d+\.\d+\.\d+[\w.-]*$/.test(stage.image) &&
      `${stage.image} is not pinned`,
    named(stage, 'ADD').length > 0 && 'ADD instead of COPY',
    named(stage, 'MAINTAINER').length > 0 && 'MAINTAINER is deprecated',
    runs.some((run) => /apt-get install/.test(run) && !/--no-install-recommends/.test(run)) &&
      'apt-get installs what is recommended',
    runs.some((run) => /apt-get (install|update)/.test(run) && !/rm -rf \/var\/lib\/apt\/lists/.test(run)) &&
      'apt lists stay in the layer',
    runs.some((run) => /\bsudo\b|\bcd\s|curl[^|]*\|\s*(ba)?sh/.test(run)) && 'sudo, cd or a script from the network',
    runs.some((run) => /npm (install|i)\b/.test(run)) && 'npm install instead of npm ci',
    [...named(stage, 'ENV'), ...named(stage, 'ARG')].some((text) => SECRET.test(text)) && 'a secret in ENV or ARG',
    named(stage, 'COPY').some((text) => /(^|\s)\S*(\.env|secrets)(\s|\/|$)/.test(text)) && 'a secret is copied',
    install >= 0 && all >= 0 && all < install && 'everything is copied before packages are installed',
    named(stage, 'WORKDIR').some((text) => !text.startsWith('/')) && 'WORKDIR is not absolute',
    [...named(stage, 'CMD'), ...named(stage, 'ENTRYPOINT')].some((text) => !text.startsWith('[')) &&
      'a command by way of a shell',
  ];
  return faults.filter((fault) => fault !== false);
}

/** What is wrong with a Dockerfile. */
export function faultsOf(text: string): readonly string[] {
  const stages = stagesOf(text);
  const last = stages.at(-1);
  if (last === undefined) return ['there is no FROM'];
  const user = named(last, 'USER').at(-1) ?? 'root';
  const ofTheImage = [
    /^(root|0)(:|$)/.test(user) && 'it runs as root',
    named(last, 'HEALTHCHECK').length !== 1 && 'it has no HEALTHCHECK',
    named(last, 'STOPSIGNAL').length !== 1 && 'it does not say how it is stopped',
    !named(last, 'LABEL').some((label) => label.includes('org.opencontainers.image.')) && 'it has no labels',
    !named(last, 'ENV').some((each) => each.includes('NODE_ENV=production')) && 'it does not run in production mode',
    named(last, 'CMD').length !== 1 && 'it has no command',
  ];
  const names = stages.flatMap(({ name }) => (name === undefined ? [] : [name]));
  return [...stages.flatMap((stage) => faultsOfStage(stage, names)), ...ofTheImage.filter((fault) => fault !== false)];
}

/** What the image has of the project: paths in the clone after the build. */
export function copiedPaths(text: string): readonly { readonly from: string; readonly to: string }[] {
  return named(stagesOf(text).at(-1)!, 'COPY').flatMap((copy) => {
    const paths = copy.replace(/^--from=\w+\s+/, '').split(/\s+/);
    const to = paths.at(-1)!;
    return paths.slice(0, -1).map((path) => {
      const from = path.replace(/^\/build\//, '');
      return { from, to: to.endsWith('/') ? `${to}${from}` : to };
    });
  });
}
