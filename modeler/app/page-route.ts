import type { ComponentType } from 'react';
import type { LazyRouteFunction, RouteObject } from 'react-router';
import { loadTexts } from '../i18n/setup.js';
import type { Namespace } from '../i18n/texts.js';

/**
 * `lazy` of a route: a page and its texts, both loaded at the same time when the page is first entered.
 * `page(['queue'], () => import('./queue-page.js').then((module) => module.QueuePage))`
 */
export const page =
  (namespaces: readonly Namespace[], load: () => Promise<ComponentType>): LazyRouteFunction<RouteObject> =>
  async () => {
    const [Component] = await Promise.all([load(), loadTexts(namespaces)]);
    return { Component };
  };
