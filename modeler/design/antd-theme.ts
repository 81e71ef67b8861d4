import { theme, type ThemeConfig } from 'antd';
import { fonts, heights, palettes, radius, type, type Palette, type ThemeName } from './tokens.js';

type MappingAlgorithm = Extract<ThemeConfig['algorithm'], (...seeds: never) => unknown>;

const reducedMotion = window.matchMedia('(prefers-reduced-motion: reduce)');

/** Gives the tags `green` and `gold` our colours: Ant Design's own have too little contrast for small letters. */
const withTagColours =
  ({ success, successSoft, warning, warningSoft }: Palette): MappingAlgorithm =>
  (seed, map) => ({
    ...(map ?? theme.defaultAlgorithm(seed)),
    ...{ 'green-1': successSoft, 'green-7': success, 'gold-1': warningSoft, 'gold-7': warning },
    ...{ green1: successSoft, green7: success, gold1: warningSoft, gold7: warning },
  });

/** Ant Design's components in our tokens. */
export const antdTheme = (name: ThemeName): ThemeConfig => {
  const palette = palettes[name];
  return {
    algorithm: [name === 'dark' ? theme.darkAlgorithm : theme.defaultAlgorithm, withTagColours(palette)],
    token: {
      motion: !reducedMotion.matches,
      colorPrimary: palette.accent,
      colorInfo: palette.info,
      colorSuccess: palette.success,
      colorWarning: palette.warning,
      colorError: palette.danger,
      colorLink: palette.accent,
      colorTextBase: palette.text,
      colorBgBase: palette.surface,
      colorBgLayout: palette.ground,
      colorBgContainer: palette.surface,
      colorBgElevated: palette.surface,
      colorBorder: palette.line,
      colorBorderSecondary: palette.line,
      colorSuccessBg: palette.successSoft,
      colorWarningBg: palette.warningSoft,
      colorTextLightSolid: palette.onAccent,
      colorTextPlaceholder: palette.muted,
      borderRadius: radius.m,
      borderRadiusLG: radius.l,
      borderRadiusSM: radius.s,
      controlHeight: heights.control,
      fontFamily: fonts.text,
      fontFamilyCode: fonts.code,
      fontSize: type.body.size,
      motionDurationMid: '0.12s',
      motionDurationSlow: '0.18s',
    },
    components: {
      Tooltip: { colorTextLightSolid: '#ffffff', colorBgSpotlight: '#2b3542' },
      Button: { primaryShadow: 'none', defaultShadow: 'none', fontWeight: 500 },
    },
  };
};
