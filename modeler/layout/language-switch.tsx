import { Button, Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import { languages } from '../i18n/language.js';
import { changeLanguage } from '../i18n/setup.js';

/** The offer of a language in that language: both are loaded with either, for whoever cannot read the other one. */
const offers = { ru: 'language.toRu', en: 'language.toEn' } as const;

/** Says which language is shown and changes to the other. */
export const LanguageSwitch = () => {
  const { t, i18n } = useTranslation();
  const other = languages.find((language) => language !== i18n.language) ?? 'en';
  return (
    <Tooltip title={t(offers[other])}>
      <Button type="text" lang={other} aria-label={t(offers[other])} onClick={() => void changeLanguage(other)}>
        {i18n.language.toUpperCase()}
      </Button>
    </Tooltip>
  );
};
