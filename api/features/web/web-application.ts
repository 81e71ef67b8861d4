import type { RequestHandler, Response } from 'express';
import type { Route } from '../../routing/route.js';
import { createWebFiles, type WebFile } from './web-files.js';

/**
 * What a page of the application may load and run: our own scripts only. Styles may stand in the page, because the
 * component library and the diagram editor write them there; pictures and fonts may be inline.
 */
export const PAGE_POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self' data:",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "object-src 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join(';');

const firstSegment = (path: string): string => path.split('/', 2)[1] ?? '';

const send = (response: Response, file: WebFile): Promise<void> => {
  response.setHeader('Content-Type', file.type);
  response.setHeader('Vary', 'Accept-Encoding');
  response.setHeader('Cache-Control', file.immutable ? 'public, max-age=31536000, immutable' : 'no-cache');
  if (file.encoding !== undefined) response.setHeader('Content-Encoding', file.encoding);
  if (file.type.startsWith('text/html')) response.setHeader('Content-Security-Policy', PAGE_POLICY);
  return new Promise((resolve, reject) => {
    response.sendFile(file.path, { cacheControl: false, lastModified: false }, (error?: Error) => {
      if (error === undefined || response.headersSent) resolve();
      else reject(error);
    });
  });
};

/**
 * Serves the built web application (stack: Vite): its files, and its page for every other path that belongs to no route
 * of the API, so that addresses of the application can be opened and reloaded.
 */
export const webApplication = (folder: string, routes: readonly Route[]): RequestHandler => {
  const files = createWebFiles(folder);
  const reserved = new Set(routes.map(({ path }) => firstSegment(path)));
  return async (request, response, next) => {
    const isPage = !reserved.has(firstSegment(request.path)) && !request.path.startsWith('/assets/');
    const readable = request.method === 'GET' || request.method === 'HEAD';
    const encodings = request.acceptsEncodings();
    const file = readable
      ? ((await files.find(request.path, encodings)) ??
        (isPage && request.accepts('html') !== false ? await files.find('/index.html', encodings) : undefined))
      : undefined;
    if (file === undefined) next();
    else await send(response, file);
  };
};
