import type { ResourceKey } from 'i18next';
import type { Language } from './language.js';
import type { Namespace } from './texts.js';

/** What the start page needs, one piece for each language. */
const startTexts = { ru: () => import('./ru/start.js'), en: () => import('./en/start.js') };

const areaTexts = import.meta.glob<{ readonly default: ResourceKey }>([
  './{ru,en}/*.json',
  '!./{ru,en}/{queue,shell,ticket}.json',
]);

/** Loads the texts that the start page needs. */
export const loadStartTexts = (language: Language): Promise<Readonly<Partial<Record<Namespace, ResourceKey>>>> =>
  startTexts[language]();

/** Loads the texts of a language and namespace: files of the build. @throws when there are none, or they do not come */
export const loadTextsOf = async (language: Language, namespace: Namespace): Promise<ResourceKey> => {
  const load = areaTexts[`./${language}/${namespace}.json`];
  const texts = load === undefined ? (await loadStartTexts(language))[namespace] : (await load()).default;
  if (texts === undefined) throw new Error(`There are no texts ${namespace} in ${language}`);
  return texts;
};
