import type { Account, Mail } from 'latchkey';
import {
  type LiquidTemplate,
  type LiquidTemplatesOptions,
  type LiquidVariables,
  liquidTemplates,
} from 'latchkey/liquid';
import { captureTransport, mailer, type RenderedMail } from 'latchkey/mail';

/** 43 characters, as the library makes them. */
export const TOKEN = 'q7-ZsYx3hVdK1mB_t0uPfLrGwJ9aEcN5iQ2oT8vMkXA';
export const LINK = `https://app.example/password/reset?lang=de&token=${TOKEN}`;
export const CODE = '48151623';
export const DISAVOWAL = 'https://app.example/password/disavow?token=abc';

export const variables = {
  application: {
    name: 'Acme & Sons',
    clientID: 'client-1',
    callback_domain: 'https://shop.example',
  },
  connection: { name: 'Username-Password-Authentication' },
  tenant: 'acme-eu',
  friendly_name: 'Acme Europe',
  support_email: 'help@acme.example',
  support_url: 'https://acme.example/help?a=1&b=2',
  custom_domain: { domain: 'login.acme.example', domain_metadata: { brand: 'BrandA' } },
} satisfies LiquidVariables;

const AT = new Date('2026-03-01T10:04:00Z');

export interface Variation {
  readonly locale?: string | null;
  readonly account?: Partial<Account>;
  readonly url?: string;
}

type Kind = Mail['kind'];

/** One mail of each kind that the library sends, to Alice. */
export function mailOf(kind: Kind, varied: Variation = {}): Mail {
  const base = {
    id: 'entry-1',
    to: 'alice@example.com',
    locale: varied.locale ?? null,
    context: { ip: null, userAgent: null, place: null, device: null, requestedAt: AT },
  };
  const account: Account = {
    id: 1,
    email: 'alice@example.com',
    emailVerified: true,
    enabled: true,
    identityProvider: null,
    hasPassword: true,
    displayName: 'Alice Archer',
    locale: null,
    extra: {},
    ...varied.account,
  };
  const expiry = { purpose: 'reset' as const, expiresAt: AT, lifetimeSeconds: 3599 };
  const disavow = { url: DISAVOWAL, expiresAt: AT, lifetimeSeconds: 3600 };
  switch (kind) {
    case 'reset_code':
      return { ...base, kind, account, ...expiry, channel: 'mail', code: CODE };
    case 'provider_account':
      return { ...base, kind, account, identityProvider: 'Google' };
    case 'password_changed':
      return { ...base, kind, account, changedAt: AT, cause: 'reset', disavow };
    case 'address_changed':
      return { ...base, kind, account, changedAt: AT, disavow };
    case 'passwordless_account':
      return { ...base, kind, account };
    case 'unknown_address':
      return { ...base, kind };
    default:
      return { ...base, kind, account, ...expiry, url: varied.url ?? LINK };
  }
}

/** A template of which a test is about one field. */
export function templateWith(field: Partial<LiquidTemplate>): LiquidTemplate {
  return { subject: 'Subject', body: '<p>{{ url }}</p>', ...field };
}

type Options = Partial<LiquidTemplatesOptions>;

/** Renders a reset link's mail through the mailer itself. */
export function render(
  template: Partial<LiquidTemplate>,
  { mail = mailOf('reset_link'), ...options }: Options & { readonly mail?: Mail | undefined } = {},
): RenderedMail {
  const mails = mailer({
    transport: captureTransport(() => {}),
    from: { name: 'Default', address: 'default@acme.example' },
    product: { name: 'Acme' },
    templates: templatesOf(mail.kind, template, options),
  });
  return mails.render(mail);
}

export function templatesOf(kind: Kind, template: Partial<LiquidTemplate>, options: Options = {}) {
  const templates = { [kind]: templateWith(template) } as Record<Kind, LiquidTemplate>;
  // A busy machine must not be taken for a hostile template.
  return liquidTemplates({ variables, clock: () => AT, timeLimitMs: 1_000, ...options, templates });
}

/** What an expression comes to in a body: what stands between the markers around it. */
export function shown(
  expression: string,
  {
    body = '{{ url }}',
    ...options
  }: Parameters<typeof render>[1] & { readonly body?: string } = {},
): string {
  const html = render({ body: `<p>${body}</p>[[${expression}]]` }, options).html ?? '';
  return /\[\[(.*)\]\]/s.exec(html)?.[1] ?? 'nothing';
}
