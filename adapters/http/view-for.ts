import type { HonoRequest, MiddlewareHandler } from 'hono';
import type { Assets } from './assets/index.js';
import type { Variables } from './environment.js';
import type { Mount } from './mount.js';
import { defaultPages, pagesWith } from './pages/index.js';
import type { View } from './pages/view.js';
import type { PagesOptions } from './pages-options.js';
import { lookUpLanguage, uiLocales, wantedLanguages } from './request/languages.js';
import { allLanguages, english } from './texts/index.js';

/** Makes the view of a request, in the language of who asks. */
export function viewFor<Native>(
  options: PagesOptions<Native>,
  mount: Mount,
  assets: Assets,
): (request: HonoRequest) => View {
  const languages = options.languages ?? allLanguages;
  const [fallback = english] = languages;
  const shared = {
    brand: options.brand ?? { name: new URL(options.publicUrl).hostname },
    pages: pagesWith(options.pages ?? {}),
    urls: {
      stylesheet: mount.path(assets.stylesheet.path),
      script: mount.path(assets.script.path),
      login: options.loginUrl ?? null,
    },
  };
  return (request) => ({
    ...shared,
    texts: lookUpLanguage(languages, wantedLanguages(request)) ?? fallback,
    path: (page) => carryOn(mount.path(page), uiLocales(request)),
  });
}

/** The same with nothing in it of the application's own, for when that is what failed. */
export function plainView(view: View): View {
  return { ...view, pages: defaultPages, texts: english };
}

/** Gives every route its view, and says on every page which language that became. */
export function withView(
  viewOf: (request: HonoRequest) => View,
): MiddlewareHandler<{ Variables: Variables }> {
  return async (c, next) => {
    c.set('view', viewOf(c.req));
    await next();
    if (!c.res.headers.get('content-type')?.startsWith('text/html')) return;
    c.header('Content-Language', c.var.view.texts.lang);
    c.header('Vary', 'Accept-Language', { append: true });
  };
}

function carryOn(path: string, tags: readonly string[]): string {
  if (tags.length === 0) return path;
  return `${path}${path.includes('?') ? '&' : '?'}ui_locales=${tags.join('+')}`;
}
