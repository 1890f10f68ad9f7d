import type { Account, Mail, MailDeliveryError } from 'latchkey';
import {
  type LiquidTemplate,
  type LiquidTemplatesOptions,
  type LiquidVariables,
  liquidTemplates,
} from 'latchkey/liquid';
import { captureTransport, mailer, type RenderedMail, type TemplateMailer } from 'latchkey/mail';
import { expect } from 'vitest';

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
    case 'account_changed':
      return { ...base, kind, account, changedAt: AT, change: 'telephone_changed', disavow };
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

interface Written {
  readonly mail: RenderedMail;
  /** What the operator is told of the template. Where it is anything, the mail is the shipped one. */
  readonly faults: readonly MailDeliveryError[];
}

/** A mailer with one template. */
export function mailerOf(
  template: Partial<LiquidTemplate>,
  { kind = 'reset_link', ...options }: Options & { readonly kind?: Kind } = {},
): TemplateMailer {
  return mailer({
    transport: captureTransport(() => {}),
    from: { name: 'Default', address: 'default@acme.example' },
    product: { name: 'Acme' },
    templates: templatesOf(kind, template, options),
  });
}

/** Renders a reset link's mail through the mailer itself. */
export function written(
  template: Partial<LiquidTemplate>,
  { mail = mailOf('reset_link'), ...options }: Options & { readonly mail?: Mail | undefined } = {},
): Written {
  const faults: MailDeliveryError[] = [];
  const onError = (error: MailDeliveryError) => void faults.push(error);
  const mails = mailerOf(template, { kind: mail.kind, onError, ...options });
  return { mail: mails.render(mail), faults };
}

/** The same, of a template that does not fail. */
export function render(...given: Parameters<typeof written>): RenderedMail {
  const { mail, faults } = written(...given);
  for (const fault of faults) throw fault;
  return mail;
}

export function templatesOf(kind: Kind, template: Partial<LiquidTemplate>, options: Options = {}) {
  const templates = { [kind]: templateWith(template) } as Record<Kind, LiquidTemplate>;
  // A busy machine must not be taken for a hostile template.
  return liquidTemplates({ variables, clock: () => AT, timeLimitMs: 1_000, ...options, templates });
}

/** What is said of what is refused at construction. */
export function faultOf(construct: () => unknown): string {
  try {
    construct();
  } catch (error) {
    expect(error).toMatchObject({ code: 'ERR_INVALID_OPTION' });
    return (error as Error).message;
  }
  return 'none';
}

/** What is wrong with a body that goes on after its link, where its kind of mail has one. */
export function faultInBody(
  source: string,
  { kind = 'reset_link', ...options }: Options & { readonly kind?: Kind } = {},
): string {
  const link = kind === 'reset_link' ? '{{ url }}' : 'Hello';
  return faultOf(() => templatesOf(kind, { body: `${link}\n${source}` }, options));
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
