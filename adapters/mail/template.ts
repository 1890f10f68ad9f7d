import type {
  Account,
  AccountChangedMail,
  AccountId,
  AddressChangedMail,
  ChangedMail,
  CodeMail,
  LinkMail,
  Mail,
  PasswordlessMail,
  ProviderMail,
  UnknownAddressMail,
} from 'latchkey';
import { html } from './html.js';
import { inertAddress } from './inert-address.js';
import { isolated } from './isolates.js';
import type { Language, Names } from './language.js';
import { layoutHtml } from './layout-html.js';
import { layoutText } from './layout-text.js';
import type { Block, Letter, Line } from './letter.js';
import { checkedLink } from './link.js';
import { requestFacts } from './request-facts.js';
import { inertName } from './untrusted-text.js';

/** What a template makes of a mail. `html` may be left out. */
export interface RenderedContent {
  readonly subject: string;
  readonly text: string;
  readonly html?: string | null;
  /** Whom this mail is from: one plain address, with or without a name. @default the mailer's `from` */
  readonly from?: string | { readonly name?: string; readonly address: string } | undefined;
}

/** Whose mails these are. */
export interface Product {
  /** As people know it: "Acme". Stands in subjects and sentences. */
  readonly name: string;
  /** Its front page, http(s). */
  readonly url?: string;
  /** Where people get help: http(s) or `mailto:`. */
  readonly supportUrl?: string;
}

/** What a template works with. */
export interface MailTools {
  readonly product: Product;
  /** All words in the language of this mail's reader. */
  readonly language: Language;
  /** The product, as sentences of this language take it. */
  readonly names: Names;
  /** The tag that escapes every interpolation. */
  readonly html: typeof html;
  /**
   * Makes a name that a stranger may have chosen harmless in a sentence: bounded, one line, nothing
   * that becomes a link, set apart where it runs the other way. `null` where nothing is left.
   */
  inertName(name: unknown): string | null;
  /**
   * Makes a stored address harmless in a sentence: `⋯@example.com` where what stands before the `@`
   * could be taken for a link or a message, set apart where it runs the other way.
   */
  inertAddress(address: string): string;
  /** Returns the link where a mail may carry it; else throws. */
  link(url: string): string;
  /** The instant in words, in the configured time zone. */
  instant(at: Date): string;
  /** `Hello Alice,` */
  greeting(account: Pick<Account, 'displayName'> | null): string;
  /**
   * When and where a request came from and with what, as far as that is known: no block or one. Of a
   * change, `about: 'change'` says so, and leaves out the time, which the notice's text has.
   */
  facts(mail: Pick<Mail, 'context'>, about?: 'request' | 'change'): readonly Block[];
  /**
   * The small print of the shipped templates: whom the mail was sent to, and where help is. A notice
   * whose link leads to the question for that address does not say it.
   */
  footer(mail: Pick<Mail, 'to'> & Partial<Pick<ChangedMail, 'disavow'>>): readonly Line[];
  /** Lays a letter out in the shipped design, as text and as HTML. */
  layout(letter: Letter): RenderedContent;
}

/** Writes one kind of mail. What it is handed of the account and the request is untrusted text. */
export type Template<M> = (mail: M, tools: MailTools) => RenderedContent;

/** A template for every kind of mail. */
export interface Templates<Id extends AccountId = AccountId, Extra extends object = object> {
  readonly reset_link: Template<LinkMail<Id, Extra>>;
  readonly initial_password_link: Template<LinkMail<Id, Extra>>;
  readonly invitation: Template<LinkMail<Id, Extra>>;
  readonly breach_lock: Template<LinkMail<Id, Extra>>;
  readonly disavowal: Template<LinkMail<Id, Extra>>;
  readonly operator_lock: Template<LinkMail<Id, Extra>>;
  readonly reset_code: Template<CodeMail<Id, Extra>>;
  readonly provider_account: Template<ProviderMail<Id, Extra>>;
  readonly passwordless_account: Template<PasswordlessMail<Id, Extra>>;
  readonly password_changed: Template<ChangedMail<Id, Extra>>;
  readonly address_changed: Template<AddressChangedMail<Id, Extra>>;
  readonly account_changed: Template<AccountChangedMail<Id, Extra>>;
  readonly unknown_address: Template<UnknownAddressMail>;
}

export function toolsFor(options: {
  readonly product: Product;
  readonly language: Language;
  readonly timeZone: string;
  readonly linkSchemes: readonly string[];
}): MailTools {
  const { product, language } = options;
  const apart = (text: string) => isolated(text, language.direction);
  const names = { product: apart(product.name) };
  const named = (name: unknown) => {
    const inert = inertName(name);
    return inert === null ? null : apart(inert);
  };
  const addressed = (address: string) => {
    const inert = inertAddress(address);
    // Such a one needs no marks, and beside one some programs link a part of it.
    return /^[a-z][\x21-\x7e]*$/i.test(inert) ? inert : apart(inert);
  };
  const instant = (at: Date) => language.instant(at, options.timeZone);
  return {
    product,
    language,
    names,
    html,
    inertName: named,
    inertAddress: addressed,
    link: (url) => checkedLink(url, options.linkSchemes),
    instant,
    greeting: (account) => language.greeting(named(account?.displayName ?? null)),
    facts({ context }, about = 'request') {
      const rows = requestFacts(context, language);
      const { time, ofRequest, ofChange } = language.facts;
      if (about === 'request')
        return [
          { facts: { caption: ofRequest, rows: [[time, instant(context.requestedAt)], ...rows] } },
        ];
      return rows.length === 0 ? [] : [{ facts: { caption: ofChange, rows } }];
    },
    footer({ to, disavow = null }) {
      const { supportUrl } = product;
      return [
        ...(disavow === null ? [language.sentTo({ ...names, address: addressed(to) })] : []),
        ...(supportUrl === undefined ? [] : [{ text: language.help, url: supportUrl }]),
      ];
    },
    layout(letter) {
      const context = { language, product };
      return {
        subject: letter.subject,
        text: layoutText(letter, context),
        html: layoutHtml(letter, context),
      };
    },
  };
}
