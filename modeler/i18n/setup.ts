import { createInstance, type BackendModule, type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { loadTextsOf } from './files.js';
import { keepLanguage, preferredLanguage, type Language } from './language.js';
import type { Namespace } from './texts.js';

/** Texts are files of the build, one for each language and namespace, loaded when they are first needed. */
const backend: BackendModule = {
  type: 'backend',
  callbackApi: true,
  init: () => undefined,
  read: (language, namespace, callback) => {
    loadTextsOf(language as Language, namespace as Namespace).then(
      (texts) => callback(null, texts),
      (error: Error) => callback(error, false),
    );
  },
};

const instance = createInstance();

/** Says the language to assistive technology, and in the title. */
const applyLanguage = (language: string): void => {
  document.documentElement.lang = language;
  document.title = instance.t('product');
};

/** Starts the translations with the shell's texts. */
export const setUpTexts = async (): Promise<void> => {
  await instance
    .use(backend)
    .use(initReactI18next)
    .init({
      lng: preferredLanguage(),
      fallbackLng: false,
      ns: ['shell'],
      defaultNS: 'shell',
      partialBundledLanguages: true,
      interpolation: { escapeValue: false },
      react: { useSuspense: true },
    });
  applyLanguage(instance.language);
  instance.on('languageChanged', applyLanguage);
};

/** Loads an area's texts in the current language, so that its page does not wait for them later. */
export const loadTexts = (namespaces: readonly Namespace[]): Promise<void> => instance.loadNamespaces([...namespaces]);

/** Changes the language at once and keeps the choice. */
export const changeLanguage = async (language: Language): Promise<void> => {
  keepLanguage(language);
  await instance.changeLanguage(language);
};

/** The translations outside of components. */
export const texts: i18n = instance;
