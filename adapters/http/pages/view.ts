import type { HtmlEscapedString } from 'hono/utils/html';
import type { Brand } from '../brand.js';
import type { Texts } from '../texts/en.js';
import type { SafePages } from './index.js';

/** Markup whose values were escaped by the `html` tag. */
export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

/** What every page may show, and no more: no request, no options of the host. */
export interface View {
  readonly brand: Brand;
  /** The catalogue in the visitor's language. */
  readonly texts: Texts;
  /** Every page, ours or the application's own. */
  readonly pages: SafePages;
  readonly urls: {
    readonly stylesheet: string;
    readonly script: string;
    /** The host's sign-in page. */
    readonly login: string | null;
  };
  /**
   * The address of one of the handler's own pages, as browsers see it: `path('/forgot')`. It
   * carries `ui_locales` on where the request had it, so the language stays along the way.
   */
  path(page: string): string;
}
