import { isLink } from 'latchkey/mail';
import { invalid } from './faults.js';
import type { LiquidTemplatesOptions } from './options.js';

/** Auth0's own names, which no variable of the application's own may stand in for. */
const TAKEN = new Set(
  (
    'application client connection request_language tenant friendly_name support_email support_url ' +
    'custom_domain organization user url code expires_at lifetime_minutes changed_at disavow_url ' +
    'cause change identity_provider'
  ).split(' '),
);

const TEXTS = ['tenant', 'friendly_name', 'support_email', 'support_url'] as const;
const LINKS = ['https', 'http'];

/** Checks what is data; throws `ERR_INVALID_OPTION`, naming the option. */
export function checkOptions(options: LiquidTemplatesOptions<never, never, never>): void {
  must(isObject(options), 'options', 'must be an object');
  const { templates, variables, timeLimitMs = 100, timeZone = 'UTC', clock, onError } = options;
  must(isObject(templates), 'templates', 'must be an object of templates by kind of mail');
  must(isObject(variables), 'variables', 'must be an object with "application"');
  must(
    Number.isInteger(timeLimitMs) && timeLimitMs >= 10 && timeLimitMs <= 1_000,
    'timeLimitMs',
    'must be a whole number from 10 to 1000',
  );
  must(isTimeZone(timeZone), 'timeZone', 'must be an IANA time zone');
  for (const [name, value] of Object.entries({ clock, onError }))
    must(value === undefined || typeof value === 'function', name, 'must be a function');

  checkApplication(variables.application, 'variables.application');
  for (const name of TEXTS)
    must(
      variables[name] === undefined || typeof variables[name] === 'string',
      `variables.${name}`,
      'must be a text',
    );
  const { support_url, user, organization, own = {} } = variables;
  must(
    support_url === undefined || isLink(support_url, [...LINKS, 'mailto']),
    'variables.support_url',
    'must be an absolute http(s) or mailto URL',
  );
  for (const [name, value] of Object.entries({ user, organization }))
    must(
      value === undefined || typeof value === 'function',
      `variables.${name}`,
      'must be a function',
    );
  must(isObject(own), 'variables.own', 'must be an object');
  for (const name of Object.keys(own)) {
    must(/^[a-z_]\w*$/i.test(name), `variables.own.${name}`, 'must be a name of letters and _');
    must(!TAKEN.has(name), `variables.own.${name}`, 'is a variable already');
  }
}

/** The application as it stands in templates, of which Redirect To knows three members. */
export function checkApplication(application: unknown, where: string, called?: string): void {
  must(
    isObject(application) &&
      'name' in application &&
      typeof application.name === 'string' &&
      application.name.trim() !== '',
    `${where}.name`,
    'must be a text that is not empty',
    called,
  );
  const { callback_domain } = application as { readonly callback_domain?: unknown };
  must(
    callback_domain === undefined || isLink(callback_domain, LINKS),
    `${where}.callback_domain`,
    'must be an origin, with its scheme',
    called,
  );
}

function must(fits: boolean, option: string, fault: string, called = 'liquidTemplates') {
  if (!fits) throw invalid(`${called}: ${option}`, fault);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isTimeZone(timeZone: unknown): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: String(timeZone) });
    return typeof timeZone === 'string';
  } catch {
    return false;
  }
}
