/** The languages of the application. */
export const languages = ['ru', 'en'] as const;

export type Language = (typeof languages)[number];

const KEY = 'reglament.language';

const isLanguage = (text: string | null): text is Language => languages.some((language) => language === text);

/** The language chosen in this browser, else the first of the browser's that we speak, else English. */
export const preferredLanguage = (): Language => {
  const chosen = localStorage.getItem(KEY);
  if (isLanguage(chosen)) return chosen;
  return navigator.languages.map((tag) => tag.slice(0, 2)).find(isLanguage) ?? 'en';
};

/** Keeps a choice for this browser. */
export const keepLanguage = (language: Language): void => localStorage.setItem(KEY, language);
