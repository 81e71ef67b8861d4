import { theme, type ThemeConfig } from 'antd';
import { fonts, heights, palettes, radius, type, type ThemeName } from './tokens.js';

const reducedMotion = window.matchMedia('(prefers-reduced-motion: reduce)');

/** Ant Design's components in our tokens. */
export const antdTheme = (name: ThemeName): ThemeConfig => {
  const palette = palettes[name];
  return {
    algorithm: name === 'dark' ? theme.darkAlgorithm : theme.defaultAlgorithm,
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
      // Tags `green` and `gold`.
      green1: palette.successSoft,
      green7: palette.success,
      gold1: palette.warningSoft,
      gold7: palette.warning,
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
