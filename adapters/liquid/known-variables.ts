import type { Mail } from 'latchkey';

/** What may be named: a value, anything below a name, or certain names below one. */
export type Known = 'value' | 'anything' | KnownNames;
export interface KnownNames {
  readonly [name: string]: Known;
}

export type MailKind = Mail['kind'];

/** The fields of a template. */
export type FieldName = 'from' | 'subject' | 'body' | 'text';

const LINK = { url: 'value', expires_at: 'value', lifetime_minutes: 'value' } as const;
const NOTICE = { changed_at: 'value', disavow_url: 'value' } as const;

/** What each kind of mail has beside the variables of all. `url` and `code` are Auth0's. */
const OF_KIND: Readonly<Record<MailKind, KnownNames>> = {
  reset_link: LINK,
  initial_password_link: LINK,
  invitation: LINK,
  breach_lock: LINK,
  disavowal: LINK,
  operator_lock: LINK,
  reset_code: { code: 'value', expires_at: 'value', lifetime_minutes: 'value' },
  provider_account: { identity_provider: 'value' },
  passwordless_account: {},
  password_changed: { ...NOTICE, cause: 'value' },
  address_changed: NOTICE,
  account_changed: { ...NOTICE, change: 'value' },
  unknown_address: {},
};

/** The kinds of mail that there are. */
export const MAIL_KINDS = Object.keys(OF_KIND) as MailKind[];

const USER: KnownNames = {
  email: 'value',
  email_verified: 'value',
  picture: 'value',
  nickname: 'value',
  given_name: 'value',
  family_name: 'value',
  name: 'value',
  app_metadata: 'anything',
  user_metadata: 'anything',
  ...names('source_ip', 'city', 'country'),
};

const ORGANIZATION: KnownNames = {
  id: 'value',
  name: 'value',
  display_name: 'value',
  metadata: 'anything',
  branding: { logo_url: 'value', colors: { primary: 'value', page_background: 'value' } },
};

/** `Redirect To` knows nothing of a person: it is the same for all. */
export const OF_REDIRECT = names('name', 'clientID', 'callback_domain');

/** What a field of one kind of mail may name. */
export function knownVariables(
  kind: MailKind,
  field: FieldName,
  configured: { readonly application: object; readonly own: object },
): KnownNames {
  const application: KnownNames = {
    ...OF_REDIRECT,
    client_metadata: 'anything',
    ...Object.fromEntries(Object.keys(configured.application).map((name) => [name, 'anything'])),
  };
  const sender: KnownNames = {
    application,
    client: application,
    connection: names('name'),
    request_language: 'value',
    ...names('tenant', 'friendly_name', 'support_email', 'support_url'),
    custom_domain: { domain: 'value', domain_metadata: 'anything' },
    organization: ORGANIZATION,
  };
  // A stranger's name must not become the sender's.
  if (field === 'from') return sender;
  const subject: KnownNames = {
    ...sender,
    user: USER,
    ...Object.fromEntries(Object.keys(configured.own).map((name) => [name, 'anything'])),
  };
  if (field !== 'subject') return { ...subject, ...OF_KIND[kind] };
  // Subjects stand in logs of mail servers and on locked screens: no link and no code.
  const { url: _url, code: _code, disavow_url: _disavowUrl, ...harmless } = OF_KIND[kind];
  return { ...subject, ...harmless };
}

/** What a mail of this kind is sent for: a template that leaves it out helps nobody. */
export function essentialOf(kind: MailKind): 'url' | 'code' | null {
  const known = OF_KIND[kind];
  if ('url' in known) return 'url';
  return 'code' in known ? 'code' : null;
}

function names(...known: readonly string[]): KnownNames {
  return Object.fromEntries(known.map((name) => [name, 'value' as const]));
}
