import type { Language } from '../../i18n/language.js';
import { translateTo } from './translate.js';

/** Canvas, menus and properties panel in the language of the page. */
export const translationModule = (language: Language) => ({
  translate: ['value', translateTo(language)],
});
