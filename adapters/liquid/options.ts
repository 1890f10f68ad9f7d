import type { Account, AccountId, Mail, MailDeliveryError } from 'latchkey';
import type { MailKind } from './known-variables.js';

/** A mail as Auth0's dashboard has it. Every field is a Liquid template. */
export interface LiquidTemplate {
  /** `{{ application.name }} <no-reply@acme.example>`, or an address. @default the mailer's `from` */
  readonly from?: string | null | undefined;
  /** @default the shipped one, in the reader's language, as it also stands in for one that comes out empty */
  readonly subject?: string | null | undefined;
  /** HTML. */
  readonly body: string;
  /** The same as plain text. @default made of the body */
  readonly text?: string | undefined;
}

/** What the application tells of a person. Whoever has the account may have chosen all of it. */
export interface LiquidUser {
  /** @default the account's `displayName` */
  readonly name?: string | null | undefined;
  readonly given_name?: string | null | undefined;
  readonly family_name?: string | null | undefined;
  readonly nickname?: string | null | undefined;
  /**
   * An https URL; else it is left out. Whoever sets it chooses what picture the mail shows, and from
   * where it is loaded.
   */
  readonly picture?: string | null | undefined;
  /** What the person edits. Its texts are shown as names are: one line, 40 characters, no links. */
  readonly user_metadata?: object | null | undefined;
  /** What only the application edits. Its texts are shown whole, up to 2,000 characters. */
  readonly app_metadata?: object | null | undefined;
}

/** The organization that a mail is about. */
export interface LiquidOrganization {
  readonly id?: string | undefined;
  readonly name?: string | undefined;
  readonly display_name?: string | undefined;
  readonly metadata?: object | undefined;
  readonly branding?:
    | {
        /** An https URL; else it is left out. */
        readonly logo_url?: string | undefined;
        /** `#0a84ff`, or the name of a colour; else it is left out. */
        readonly colors?:
          | { readonly primary?: string | undefined; readonly page_background?: string | undefined }
          | undefined;
      }
    | undefined;
}

/** The variables under Auth0's names. Those that are missing are empty in the mails, as at Auth0. */
export interface LiquidVariables<Id extends AccountId = AccountId, Extra extends object = object> {
  /** Further members, such as `logo_uri`, may be named in templates as well. */
  readonly application: {
    readonly name: string;
    readonly clientID?: string | undefined;
    /** With its scheme, as at Auth0: `https://app.acme.example`. */
    readonly callback_domain?: string | undefined;
    readonly client_metadata?: object | undefined;
    readonly [member: string]: unknown;
  };
  readonly connection?: { readonly name: string } | undefined;
  readonly tenant?: string | undefined;
  readonly friendly_name?: string | undefined;
  readonly support_email?: string | undefined;
  readonly support_url?: string | undefined;
  readonly custom_domain?:
    | { readonly domain: string; readonly domain_metadata?: object | undefined }
    | undefined;
  /** Tells what an account is called. @default name, address and whether it is verified */
  readonly user?: ((account: Account<Id, Extra>) => LiquidUser) | undefined;
  /** @default none */
  readonly organization?:
    | ((account: Account<Id, Extra>) => LiquidOrganization | null | undefined)
    | undefined;
  /**
   * Variables that Auth0 does not have, or has in other mails only: a value, or a function that is
   * asked for each mail. Their texts are shown as names are, but for a value that is an http(s) URL when
   * the templates are made: it stays whole, and may begin an `href` or a `src`.
   *
   * @example
   * ```ts
   * const own = {
   *   inviter: () => ({ name: 'Alice Archer' }), // {{ inviter.name }}
   *   logo_url: 'https://acme.example/logo.png', // <img src="{{ logo_url }}">
   * };
   * ```
   */
  readonly own?:
    | Readonly<Record<string, unknown | ((mail: Mail<Id, Extra>) => unknown)>>
    | undefined;
}

export interface LiquidTemplatesOptions<
  Kind extends MailKind = MailKind,
  Id extends AccountId = AccountId,
  Extra extends object = object,
> {
  /** By kind of mail, as in the option `templates` of `mailer`. */
  readonly templates: Readonly<Record<Kind, LiquidTemplate>>;
  readonly variables: LiquidVariables<Id, Extra>;
  /**
   * How long a field may take to render, 10 to 1,000 milliseconds. Between two tags it is stopped at
   * once then, within a single filter after twice the time. It is given one more try. @default 100
   */
  readonly timeLimitMs?: number | undefined;
  /** IANA name, for the filter `date`. @default 'UTC' */
  readonly timeZone?: string | undefined;
  /** What `now` means to the filter `date`. @default the system's clock */
  readonly clock?: (() => Date) | undefined;
  /**
   * Knows the filter `raw`, which lets a value into the HTML as it is. A name that holds markup
   * then is markup, in every mail whose template says so (CVE-2022-31127).
   */
  readonly dangerouslyAllowRaw?: boolean | undefined;
  /**
   * Told of each mail that went out in the shipped words because its template failed. The message
   * names field, line and column, and holds no value. What it throws is dropped.
   * @default a process warning, once for each template and code
   */
  readonly onError?: ((error: MailDeliveryError) => void) | undefined;
}
