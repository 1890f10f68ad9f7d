import { LatchkeyError } from 'latchkey';
import * as z from 'zod';
import { type Brand, brandSchema, isPath } from './brand.js';
import { defaultPages, type Pages } from './pages/index.js';
import { isExactOrigin } from './request/result-url.js';
import type { Texts } from './texts/en.js';
import { textsSchema } from './texts/schema.js';

/**
 * Options that every set of pages has.
 *
 * @typeParam Native - what the host hands along with a request: Express' own request behind
 *   `latchkey/express`, or else the Web-standard `Request` itself
 */
export interface PagesOptions<Native = Request> {
  /**
   * Where browsers find the pages: `https://app.example/password`. Links, redirects, cookie paths
   * and the check of posts come from here alone; no header of a request has a say.
   */
  readonly publicUrl: string;
  /** @default { name: 'the host name of publicUrl' } */
  readonly brand?: Brand | undefined;
  /** The host's sign-in page: where the way ends, and where it begins for who is not signed in. */
  readonly loginUrl?: string | undefined;
  /**
   * Tells the client's address, for the throttle. The host knows its proxies, the handler does
   * not; without this function no header is taken for an address and the client limit is off.
   */
  readonly clientAddress?: ((native: Native) => string | undefined) | undefined;
  /**
   * Tells where a request came from and what it was made with, in words, for the mails about it:
   * `{ place: 'Lyon, France', device: 'Firefox on Windows' }`. @default the browser's own name
   */
  readonly clientDetails?: ((native: Native) => ClientDetails | undefined) | undefined;
  /**
   * Hears of what answered 5xx: a full line, a lost database, a throw in the host's own functions.
   * The handler itself logs nothing and shows nothing.
   */
  readonly onError?: ((error: unknown, native: Native) => unknown) | undefined;
  /**
   * How long an answer may take before it is a 503, in seconds. What was under way by then may
   * still come to its end.
   * @default 30
   */
  readonly timeoutSeconds?: number | undefined;
  /**
   * The languages of the pages, the first one for who reads none of the others. Chosen by
   * `ui_locales` in the query (BCP 47, separated by spaces), then by `Accept-Language`. Single
   * sentences are replaced in a copy of a catalogue.
   *
   * @default English, German, Spanish, French, Japanese, Arabic
   *
   * @example
   * ```ts
   * const languages = [german, { ...english, forgot: { ...english.forgot, title: 'Locked out?' } }];
   * ```
   */
  readonly languages?: readonly Texts[] | undefined;
  /**
   * Pages of the application's own, each in place of one of ours. `layout` is the frame of all.
   *
   * @example
   * ```ts
   * import { html, type View } from 'latchkey/http';
   *
   * const pages = {
   *   checkMail: (view: View) =>
   *     view.pages.layout(view, { title: 'Sent', body: html`<h1>Look into your mailbox</h1>` }),
   * };
   * ```
   */
  readonly pages?: Partial<Pages> | undefined;
}

/** What a host may know of a request besides its address. */
export interface ClientDetails {
  readonly place?: string | undefined;
  readonly device?: string | undefined;
}

const pageNames = Object.keys(defaultPages) as (keyof Pages)[];

/** A path of the host or a whole URL; a browser would run `javascript:`. */
export const hostPageSchema = z
  .string()
  .refine((url) => isPath(url) || /^https?:\/\//.test(url), 'must be a path or an http(s) URL');

export const pagesOptionsSchema = z.object({
  publicUrl: z.url({ protocol: /^https?$/ }),
  brand: brandSchema.optional(),
  loginUrl: hostPageSchema.optional(),
  timeoutSeconds: z.number().positive().max(600).optional(),
  languages: z.array(textsSchema).min(1).optional(),
  pages: z.partialRecord(z.enum(pageNames), z.instanceof(Function).optional()).optional(),
});

/** An origin as browsers send it, exact. */
export const originSchema = z
  .string()
  .refine(isExactOrigin, 'must be an origin, such as https://app.example');

/** Checks the options that are data, and says in one sentence what is wrong. */
export function refuseFaultyOptions(schema: z.ZodType, options: unknown, of: string): void {
  const parsed = schema.safeParse(options);
  if (parsed.success) return;
  const [issue] = parsed.error.issues;
  throw new LatchkeyError(
    'ERR_INVALID_OPTION',
    `"${issue?.path.join('.') || 'options'}" of ${of}: ${issue?.message ?? 'invalid'}.`,
  );
}
