import type { App } from '../environment.js';
import { landingUrl } from '../landing-url.js';

/** The end of a reset that lands nowhere else. Nothing personal: it may be opened again. */
export function doneRoute<Native>(app: App<Native>): void {
  for (const [path, ending] of [
    ['/done', 'done'],
    ['/welcome', 'invited'],
  ] as const)
    app.get(path, (c) => {
      const { view } = c.var;
      const states = c.req.queries('state') ?? [];
      // The sign-in page gets back what it has sent along.
      const state = states.length === 1 ? (states[0] ?? null) : null;
      const login = view.urls.login === null ? null : landingUrl(view.urls.login, { state });
      const urls = { ...view.urls, login };
      return c.html(view.pages.finished({ ...view, urls }, { ending, home: null }));
    });
}
