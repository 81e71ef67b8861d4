import type { ProcessDefinition } from '../../bpmn/index.js';
import type { ProductionCalendar } from '../calendar/production.js';
import { calendarOf } from './calendar-schema.js';
import { diagramFaults } from './diagram-faults.js';
import { packSource, type Pack, type PackSource } from './pack.js';
import { placeholders } from '../email-templates/template.js';

/** The files of a pack, read. */
export interface PackFiles {
  /** `pack.json`, parsed. */
  readonly source: unknown;
  /** Texts by the path they have in the pack's folder. */
  readonly texts: Readonly<Record<string, string>>;
  /** form-js schemas. */
  readonly forms: readonly Readonly<Record<string, unknown>>[];
  /** Its processes, compiled. */
  readonly processes: readonly ProcessDefinition[];
  readonly productionCalendars: readonly ProductionCalendar[];
}

/** A pack that is whole, or everything that is wrong with it. */
export type Assembled = { readonly pack: Pack } | { readonly faults: readonly string[] };

/** First parts of the paths that emails may name. */
const TEMPLATE_VALUES = ['ticket', 'requester', 'desk', 'type', 'priority', 'values'];

function emailTemplatesOf(source: PackSource, files: PackFiles, faults: string[]): Pack['letters'] {
  return Object.fromEntries(
    Object.entries(source.letters).map(([code, { file, ...email }]) => {
      const body = files.texts[file];
      if (body === undefined) faults.push(`letters.${code}: there is no file ${file}`);
      for (const path of placeholders(`${email.subject} ${body ?? ''}`)) {
        if (!TEMPLATE_VALUES.includes(path.split('.')[0]!))
          faults.push(`letters.${code}: nothing is called {{${path}}}`);
      }
      return [code, { ...email, body: body ?? '' }];
    }),
  );
}

function calendarsOf(source: PackSource, files: PackFiles, faults: string[]): Pack['calendars'] {
  return source.calendars.flatMap((calendar) => {
    try {
      const worked = calendarOf(calendar, (code) => files.productionCalendars.find((known) => known.code === code));
      return [{ ...worked, fromRegulation: calendar.fromRegulation }];
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      faults.push(`calendars: ${error.message}`);
      return [];
    }
  });
}

/** What names something of the pack that is not in it. */
function referenceFaults(pack: Pack): string[] {
  const faults: string[] = [];
  const oneOf = (where: string, code: string, known: readonly { readonly code: string }[]): void => {
    if (!known.some((value) => value.code === code)) faults.push(`${where}: there is no ${code}`);
  };
  for (const desk of pack.desks) oneOf(`desks.${desk.code}.calendar`, desk.calendar, pack.calendars);
  for (const { code, calendar, targets } of pack.milestones) {
    oneOf(`milestones.${code}.calendar`, calendar, pack.calendars);
    for (const priority of Object.keys(targets)) oneOf(`milestones.${code}.targets`, priority, pack.priorities);
  }
  for (const criterion of pack.queue.order) {
    if (criterion.by === 'due') oneOf('queue.order', criterion.milestone, pack.milestones);
  }
  oneOf('defaults.type', pack.defaults.type, pack.types);
  oneOf('defaults.priority', pack.defaults.priority, pack.priorities);
  oneOf('channelOf.mail', pack.channelOf.mail, pack.channels);
  oneOf('channelOf.api', pack.channelOf.api, pack.channels);
  return faults;
}

/** Puts the files of a pack together and checks that everything it names is there. Says all that is wrong at once. */
export function assemblePack(files: PackFiles): Assembled {
  const parsed = packSource.safeParse(files.source);
  if (!parsed.success) {
    return { faults: parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'pack'}: ${message}`) };
  }
  const source = parsed.data;
  const faults: string[] = [];
  const pack: Pack = {
    ...source,
    calendars: calendarsOf(source, files, faults),
    letters: emailTemplatesOf(source, files, faults),
    forms: Object.fromEntries(files.forms.map((form) => [String(form['id']), form])),
  };
  faults.push(...referenceFaults(pack), ...diagramFaults(pack, files.processes));
  return faults.length === 0 ? { pack } : { faults };
}
