import type { HtmlTagDescriptor, Plugin, Rolldown } from 'vite';

/** The page where people start, and the texts that it needs. */
const START = /\/pages\/queue\/queue-page\.tsx$|\/i18n\/(ru|en)\/(shell|queue|ticket)\.json$/;

const link = (attrs: Readonly<Record<string, string | boolean>>): HtmlTagDescriptor => ({
  tag: 'link',
  attrs,
  injectTo: 'head',
});

/** A chunk, and all that must be there before it runs. */
const withImports = (bundle: Rolldown.OutputBundle, file: string, found = new Set<string>()): ReadonlySet<string> => {
  const chunk = bundle[file];
  if (chunk?.type !== 'chunk' || found.has(file)) return found;
  found.add(file);
  for (const imported of chunk.imports) withImports(bundle, imported, found);
  return found;
};

/**
 * Names the start page's pieces and first answer in index.html, so that they are fetched beside the application and not
 * after it has run: on a slow connection this is a second. Most pieces are shared by all lists.
 */
export const preloadStartPage = (): Plugin => ({
  name: 'preload-start-page',
  transformIndexHtml: {
    order: 'post',
    handler: (html, { bundle }) => {
      if (bundle === undefined) return [];
      const starts = Object.values(bundle).filter(
        (output) => output.type === 'chunk' && START.test(output.facadeModuleId ?? ''),
      );
      const files = new Set(starts.flatMap(({ fileName }) => [...withImports(bundle, fileName)]));
      const styles = [...files].flatMap((file) => {
        const chunk = bundle[file];
        return chunk?.type === 'chunk' ? [...(chunk.viteMetadata?.importedCss ?? [])] : [];
      });
      const missing = (file: string): boolean => !html.includes(file);
      return [
        link({ rel: 'preload', as: 'fetch', crossorigin: 'anonymous', href: '/api/session' }),
        ...[...files]
          .filter(missing)
          .map((file) => link({ rel: 'modulepreload', crossorigin: true, href: `/${file}` })),
        ...styles
          .filter(missing)
          .map((file) => link({ rel: 'preload', as: 'style', crossorigin: true, href: `/${file}` })),
      ];
    },
  },
});
