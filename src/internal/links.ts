import { LatchkeyError } from '../errors.js';
import type { TicketPurpose } from '../ports/token-store.js';
import { LOOPBACK } from './web-url.js';

/** Makes a link out of a token. It sees no request, so no header can steer it (CVE-2025-64101). */
export type LinkFunction = (link: {
  readonly token: string;
  readonly purpose: TicketPurpose;
  readonly locale: string | null;
}) => string | URL;

/** A URL that gets `?token=…`, one that holds `{token}` where the token belongs, or a function. */
export type LinkTarget = string | LinkFunction;

export interface LinkOptions {
  /** Where a mailed reset link points, and every purpose below that has no target of its own. */
  readonly reset: LinkTarget;
  readonly administrative?: LinkTarget | undefined;
  readonly invite?: LinkTarget | undefined;
  readonly forcedChange?: LinkTarget | undefined;
  /**
   * Where the "this wasn't me" link of a notice points: a page that asks for the address and calls
   * `disavowChange`. @default none, and notices then carry no such link
   */
  readonly disavow?: LinkTarget | undefined;
  /** Further targets for `requestReset({ link: 'mobile' })`: a client chooses, and never gives one. */
  readonly named?: Readonly<Record<string, LinkTarget>> | undefined;
  /** Schemes of the application's own apps, without the colon: `['myapp']`. @default [] */
  readonly appSchemes?: readonly string[] | undefined;
  /** Lets links be plain http outside loopback. Whoever shares the network reads the token. */
  readonly dangerouslyAllowHttp?: boolean | undefined;
}

export interface LinkBuilder {
  build(link: {
    readonly token: string;
    readonly purpose: TicketPurpose;
    readonly name: string | null;
    readonly locale: string | null;
  }): string;
  /** Whether a client may choose this name. */
  knows(name: string): boolean;
  /** Whether notices carry a link to disavow the change. */
  readonly disavows: boolean;
}

const SAMPLE_TOKEN = 'sample-token-sample-token-sample-token-samp';
const SCRIPT_SCHEMES = new Set(['javascript', 'data', 'vbscript', 'file', 'blob', 'about']);

/** Checks every target with a sample token at construction, and each link again when built. */
export function createLinkBuilder(options: LinkOptions): LinkBuilder {
  const schemes = new Set((options.appSchemes ?? []).map((scheme) => scheme.toLowerCase()));
  for (const scheme of schemes)
    if (SCRIPT_SCHEMES.has(scheme) || !/^[a-z][a-z0-9+.-]*$/.test(scheme))
      throw invalid('links.appSchemes', `"${scheme}" is not a scheme of an app`);

  const named = new Map(Object.entries(options.named ?? {}));
  const targets: Partial<Record<TicketPurpose, LinkTarget | undefined>> = {
    reset: options.reset,
    administrative: options.administrative,
    invite: options.invite,
    forced_change: options.forcedChange,
    disavow: options.disavow,
  };

  function build(target: LinkTarget, link: Parameters<LinkFunction>[0], option: string): string {
    const text = typeof target === 'string' ? place(target, link.token, option) : target(link);
    let url: URL;
    try {
      url = new URL(text);
    } catch {
      throw invalid(option, 'is no absolute URL');
    }
    const scheme = url.protocol.slice(0, -1);
    if (url.username !== '' || url.password !== '') throw invalid(option, 'holds credentials');
    const allowed =
      scheme === 'https' ||
      (scheme === 'http' &&
        (LOOPBACK.has(url.hostname) || options.dangerouslyAllowHttp === true)) ||
      schemes.has(scheme);
    if (!allowed)
      throw invalid(option, 'must be https, http on loopback, or a scheme listed in "appSchemes"');
    if (!url.href.includes(link.token)) throw invalid(option, 'leaves the token out');
    return url.href;
  }

  for (const [option, target] of [...Object.entries(targets), ...named]) {
    if (target === undefined) continue;
    build(
      target,
      { token: SAMPLE_TOKEN, purpose: 'reset', locale: null },
      named.get(option) === target ? `links.named.${option}` : `links.${option}`,
    );
  }

  return {
    knows: (name) => named.has(name),
    disavows: options.disavow !== undefined,
    build: ({ name, ...link }) =>
      build(
        (name === null ? undefined : named.get(name)) ?? targets[link.purpose] ?? options.reset,
        link,
        name === null ? `links.${link.purpose}` : `links.named.${name}`,
      ),
  };
}

function place(target: string, token: string, option: string): string {
  if (target.includes('{token}')) return target.replace('{token}', token);
  let url: URL;
  try {
    url = new URL(target);
  } catch {
    throw invalid(option, 'is no absolute URL');
  }
  url.searchParams.set('token', token);
  return url.href;
}

function invalid(option: string, what: string): LatchkeyError {
  return new LatchkeyError('ERR_INVALID_OPTION', `Option "${option}" ${what}.`);
}
