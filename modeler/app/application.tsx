import { QueryClientProvider } from '@tanstack/react-query';
import { ConfigProvider } from 'antd';
import enUS from 'antd/es/locale/en_US';
import ruRU from 'antd/es/locale/ru_RU';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { RouterProvider } from 'react-router/dom';
import { antdTheme } from '../design/antd-theme.js';
import { useTheme } from '../design/theme-choice.js';
import { FeedbackPlace } from '../feedback/feedback-place.js';
import { queryClient } from '../query/query-client.js';
import type { createRouter } from './router.js';

/** Everything that all pages share. */
export const Application = ({ router }: { readonly router: ReturnType<typeof createRouter> }) => {
  const { i18n } = useTranslation();
  const theme = useTheme();
  const themeConfig = useMemo(() => antdTheme(theme), [theme]);
  return (
    <ConfigProvider theme={themeConfig} locale={i18n.language === 'ru' ? ruRU : enUS}>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
      <FeedbackPlace />
    </ConfigProvider>
  );
};
