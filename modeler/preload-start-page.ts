import type { HtmlTagDescriptor, Plugin, Rolldown } from 'vite';

/** The page where people start. */
const START = /\/pages\/queue\/queue-page\.tsx$/;

/** Asks for the start page's answers while the application is loading; a piece of its own, with what it needs. */
export const EARLY = /\/modeler\/app\/ask-early\.ts$/;

const link = (attrs: Readonly<Record<string, string | boolean>>): HtmlTagDescriptor => ({
  tag: 'link',
  attrs,
  injectTo: 'head',
});

const script = (src: string): HtmlTagDescriptor => ({
  tag: 'script',
  attrs: { type: 'module', crossorigin: true, src },
  injectTo: 'head-prepend',
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
 * Names the start page's pieces in index.html, so that they are fetched beside the application and not after it has run,
 * and runs the piece that asks for the page's answers before the others are there.
 */
export const preloadStartPage = (): Plugin => ({
  name: 'preload-start-page',
  transformIndexHtml: {
    order: 'post',
    handler: (html, { bundle }) => {
      if (bundle === undefined) return [];
      const chunks = Object.values(bundle).filter((output) => output.type === 'chunk');
      const early = chunks.filter(({ moduleIds }) => moduleIds.some((id) => EARLY.test(id)));
      const starts = chunks.filter(({ facadeModuleId }) => START.test(facadeModuleId ?? ''));
      const files = [...new Set(starts.flatMap(({ fileName }) => [...withImports(bundle, fileName)]))];
      const styles = files.flatMap((file) => {
        const chunk = bundle[file];
        return chunk?.type === 'chunk' ? [...(chunk.viteMetadata?.importedCss ?? [])] : [];
      });
      const missing = (file: string): boolean => !html.includes(file);
      return [
        ...early
          .filter(({ fileName }) => !html.includes(`src="/${fileName}"`))
          .map(({ fileName }) => script(`/${fileName}`)),
        ...files.filter(missing).map((file) => link({ rel: 'modulepreload', crossorigin: true, href: `/${file}` })),
        ...styles
          .filter(missing)
          .map((file) => link({ rel: 'preload', as: 'style', crossorigin: true, href: `/${file}` })),
      ];
    },
  },
});
