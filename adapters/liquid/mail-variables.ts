import type { AccountId, Mail } from 'latchkey';
import { clientOf, inertName, isLink, type MailTools } from 'latchkey/mail';
import { variablesFault } from './faults.js';
import type { LiquidOrganization, LiquidUser, LiquidVariables } from './options.js';
import { type PlainData, plainData } from './plain-data.js';
import { printable } from './printable.js';

type Variables = Readonly<Record<string, PlainData>>;

/** RFC 5646, by its alphabet: a request may have written anything. */
const LANGUAGE_TAG = /^[a-z\d]+(?:[-_][a-z\d]+)*$/i;
const MAX_TAG_LENGTH = 35;

const COLOUR = /^(?:#[\da-f]{3,8}|[a-z]{3,30})$/i;

/** A text that the application vouches for. */
const trusted = (value: unknown): PlainData => plainData(value, printable);

/** A text that a stranger may have chosen, or the holder of an account. */
const untrusted = (value: unknown): PlainData => plainData(value, inertName);

/** The variables that are the same in all mails. */
export function settledVariables<Id extends AccountId, Extra extends object>(
  variables: LiquidVariables<Id, Extra>,
): Variables {
  const { connection, tenant, friendly_name, support_email, support_url, custom_domain } =
    variables;
  const application = trusted(variables.application);
  return {
    application,
    // Auth0's older templates say so.
    client: application,
    ...(trusted({
      connection,
      tenant,
      friendly_name,
      support_email,
      support_url,
      custom_domain,
    }) as Variables),
  };
}

/**
 * The variables of one mail.
 *
 * @throws MailDeliveryError `template_variables` where a function of the application's own throws,
 *   or a getter of what it returned
 */
export function mailVariables<Id extends AccountId, Extra extends object>(
  mail: Mail<Id, Extra>,
  tools: Pick<MailTools, 'link'>,
  variables: LiquidVariables<Id, Extra>,
): Variables {
  const account = 'account' in mail ? mail.account : null;
  return {
    ...ownVariables(mail, variables),
    ...variablesOfKind(mail, tools),
    request_language: languageOf(mail.locale),
    user: {
      email: mail.to,
      ...whereabouts(mail),
      ...(account === null
        ? {}
        : {
            email_verified: account.emailVerified,
            ...asked('variables.user', () =>
              userOf({ name: account.displayName, ...variables.user?.(account) }),
            ),
          }),
    },
    organization: asked('variables.organization', () => {
      const organization = account === null ? null : variables.organization?.(account);
      return organization ? organizationOf(organization) : null;
    }),
  };
}

function asked<Result>(option: string, ask: () => Result): Result {
  try {
    return ask();
  } catch (error) {
    throw variablesFault(option, error);
  }
}

function variablesOfKind(mail: Mail, tools: Pick<MailTools, 'link'>): Variables {
  switch (mail.kind) {
    case 'reset_link':
    case 'initial_password_link':
    case 'invitation':
    case 'breach_lock':
    case 'disavowal':
    case 'operator_lock':
      return { url: tools.link(mail.url), ...expiryOf(mail) };
    case 'reset_code':
      return { code: mail.code, ...expiryOf(mail) };
    case 'provider_account':
      return { identity_provider: untrusted(mail.identityProvider) };
    case 'password_changed':
      return { ...noticeOf(mail, tools), cause: mail.cause };
    case 'address_changed':
      return noticeOf(mail, tools);
    case 'account_changed':
      return { ...noticeOf(mail, tools), change: mail.change };
    case 'passwordless_account':
    case 'unknown_address':
      return {};
  }
}

/** Rounded down, so that a mail never promises more than is kept. */
function expiryOf(mail: { readonly expiresAt: Date; readonly lifetimeSeconds: number }): Variables {
  return {
    expires_at: mail.expiresAt.toISOString(),
    lifetime_minutes: Math.max(1, Math.floor(mail.lifetimeSeconds / 60)),
  };
}

function noticeOf(
  mail: { readonly changedAt: Date; readonly disavow: { readonly url: string } | null },
  tools: Pick<MailTools, 'link'>,
): Variables {
  const { changedAt, disavow } = mail;
  return {
    changed_at: changedAt.toISOString(),
    disavow_url: disavow === null ? null : tools.link(disavow.url),
  };
}

/** What parts a city from its country, in the writing of any of our languages. */
const COMMAS = [',', '،', '、', '，'];

/**
 * As Auth0 tells of a blocked account. A place is one text here, which mostly ends with the country: so
 * `{{ user.city }}, {{ user.country }}` comes to what was told.
 */
function whereabouts(mail: Mail): Variables {
  const { ip, place } = clientOf(mail);
  const said = place ?? '';
  const comma = Math.max(...COMMAS.map((each) => said.lastIndexOf(each)));
  const city = comma < 0 ? said : said.slice(0, comma);
  return {
    source_ip: ip,
    city: city.trim() || null,
    country: (comma < 0 ? '' : said.slice(comma + 1)).trim() || null,
  };
}

function userOf(user: LiquidUser): Variables {
  const { name, given_name, family_name, nickname, picture, user_metadata, app_metadata } = user;
  return {
    ...(untrusted({ name, given_name, family_name, nickname }) as Variables),
    picture: webAddress(picture),
    user_metadata: untrusted(user_metadata),
    app_metadata: trusted(app_metadata),
  };
}

function organizationOf(organization: LiquidOrganization): Variables {
  const { id, name, display_name, metadata, branding } = organization;
  const { primary, page_background } = branding?.colors ?? {};
  return {
    id: trusted(id),
    ...(untrusted({ name, display_name }) as Variables),
    metadata: trusted(metadata),
    branding: {
      logo_url: webAddress(branding?.logo_url),
      colors: { primary: colour(primary), page_background: colour(page_background) },
    },
  };
}

function ownVariables<Id extends AccountId, Extra extends object>(
  mail: Mail<Id, Extra>,
  { own = {} }: LiquidVariables<Id, Extra>,
): Variables {
  return Object.fromEntries(
    Object.entries(own).map(([name, value]) => [
      name,
      asked(`variables.own.${name}`, () =>
        untrusted(typeof value === 'function' ? value(mail) : value),
      ),
    ]),
  );
}

function languageOf(locale: string | null): string | null {
  if (typeof locale !== 'string' || locale.length > MAX_TAG_LENGTH) return null;
  return LANGUAGE_TAG.test(locale) ? locale : null;
}

function colour(value: unknown): string | null {
  return typeof value === 'string' && COLOUR.test(value) ? value : null;
}

/** What an image may be loaded from. */
function webAddress(value: unknown): string | null {
  return isLink(value, ['https']) && value.length <= 2_000 ? value : null;
}
