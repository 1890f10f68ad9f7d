import { isLink } from 'latchkey/mail';
import { checkApplication } from './check-options.js';
import { compile } from './compile.js';
import { engineFor } from './engine.js';
import { invalid } from './faults.js';
import { OF_REDIRECT } from './known-variables.js';
import { plainData } from './plain-data.js';
import { printable } from './printable.js';

const CALLED = 'redirectTo';
const TRIAL_MS = 1_000;

/**
 * Makes the URL out of a Redirect To as Auth0 has it, with `application.name`, `.clientID` and
 * `.callback_domain` (or `client.…`) and no other variable: it is the same for everybody, so it is
 * made once. As at Auth0 the name is percent-encoded, so it stands anywhere in a URL, and is compared
 * with `My%20App`; the two others are as they were given. Hand it to `passwordHandler` as
 * `afterReset: { url }`, which lets it pass only where its origin is one of `resultOrigins`, letter by
 * letter.
 *
 * @param template - `{{ application.callback_domain }}/signed-out`
 *
 * @returns an absolute http(s) URL
 *
 * @throws LatchkeyError `ERR_INVALID_OPTION` where the template cannot be read, names another variable,
 *   or comes to anything but one plain URL
 *
 * @example
 * ```ts
 * const application = { name: 'Acme', callback_domain: 'https://app.acme.example' };
 * redirectTo('{{ application.callback_domain }}/welcome', { application });
 * // 'https://app.acme.example/welcome'
 * ```
 */
export function redirectTo(
  template: string,
  options: {
    readonly application: {
      readonly name: string;
      readonly clientID?: string | undefined;
      readonly callback_domain?: string | undefined;
    };
  },
): string {
  checkApplication(options?.application, 'application', CALLED);
  const { clientID, callback_domain } = options.application;
  const name = encodeURIComponent(printable(options.application.name));
  const application = plainData({ name, clientID, callback_domain }, printable);
  const where = `${CALLED}: template`;
  const liquid = engineFor({
    surroundings: 'line',
    allowRaw: false,
    clock: () => new Date(),
    timeZone: 'UTC',
    encoded: name,
  });
  const known = { application: OF_REDIRECT, client: OF_REDIRECT };
  const compiled = compile(liquid, template, { where, known, isHtml: false });
  let url: string;
  try {
    url = compiled.render({ application, client: application }, TRIAL_MS).trim();
  } catch (error) {
    throw invalid(where, `fails: ${(error as Error).message.replace(/\.$/, '')}`);
  }
  if (!isExact(url)) throw invalid(where, 'comes to no absolute http(s) URL');
  return url;
}

/** Letter by letter: what one parser has to tidy, another may tidy otherwise. */
function isExact(url: string): boolean {
  if (!isLink(url, ['https', 'http'])) return false;
  const { origin } = new URL(url);
  return url.startsWith(origin) && /^(?:[/?#]|$)/.test(url.slice(origin.length));
}
