import * as z from 'zod';

/** How the pages look. What is to be different from that is a page of one's own. */
export interface Brand {
  /** Stands above every page and in its title. */
  readonly name: string;
  /**
   * Colour of buttons and links, `#rrggbb`. Shades that can be read on light and dark ground are
   * derived from it, so any colour keeps WCAG's 4.5:1.
   * @default '#2456d6'
   */
  readonly accentColor?: string | undefined;
  /** Stands where the first letter of the name would. */
  readonly logo?: Logo | undefined;
  /**
   * Rules that follow ours in the stylesheet. They are served from the same file, so the strict
   * CSP stays as it is: what they load from elsewhere, browsers refuse.
   */
  readonly css?: string | undefined;
}

/** An image of the brand. */
export interface Logo {
  /** A path of the host or a URL with https; only its origin is let through the CSP. */
  readonly url: string;
  /**
   * What the image says, where it holds the name itself; the name is not written beside it then.
   * @default '' (an emblem, and the name beside it)
   */
  readonly alt?: string | undefined;
  /** In pixels; with both, nothing moves while the image loads. */
  readonly width?: number | undefined;
  readonly height?: number | undefined;
}

/** A path of the host. A backslash is a slash to browsers, so there is exactly one at the front. */
export function isPath(url: string): boolean {
  return /^\/(?![/\\])/.test(url);
}

export const brandSchema = z.object({
  name: z.string().min(1).max(80),
  accentColor: z
    .string()
    .regex(/^#[0-9a-fA-F]{6}$/, 'must be of the form #rrggbb')
    .optional(),
  logo: z
    .object({
      url: z.string().refine((url) => isPath(url) || isSafeUrl(url), 'must be a path or https URL'),
      alt: z.string().optional(),
      width: z.int().positive().optional(),
      height: z.int().positive().optional(),
    })
    .optional(),
  css: z.string().optional(),
});

/** Https, or http on this machine; with an origin that is safe to write into a header. */
function isSafeUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, origin } = new URL(text);
  const loopback = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname);
  if (protocol !== 'https:' && !(protocol === 'http:' && loopback)) return false;
  // URL lets `;` and `,` stand in a host, and CSP takes them for its own.
  return /^https?:\/\/[\w.:[\]-]+$/.test(origin);
}
