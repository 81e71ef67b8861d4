import { theme, type ThemeConfig } from 'antd';
import { fonts, heights, palettes, radius, type, type ThemeName } from './tokens.js';

/** Ant Design's components in our tokens. */
export const antdTheme = (name: ThemeName): ThemeConfig => {
  const palette = palettes[name];
  return {
    algorithm: name === 'dark' ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token: {
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
