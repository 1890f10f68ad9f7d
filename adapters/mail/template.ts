import type {
  Account,
  AccountId,
  ChangedMail,
  LinkMail,
  Mail,
  PasswordlessMail,
  ProviderMail,
  UnknownAddressMail,
} from 'latchkey';
import { clientDetails } from './client-details.js';
import { html } from './html.js';
import type { Language, Names } from './language.js';
import { layoutHtml } from './layout-html.js';
import { layoutText } from './layout-text.js';
import type { Letter, Line } from './letter.js';
import { checkedLink } from './link.js';
import { inertName } from './untrusted-text.js';

/** What a template makes of a mail. `html` may be left out. */
export interface RenderedContent {
  readonly subject: string;
  readonly text: string;
  readonly html?: string | null;
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
  /** The product, as sentences take it. */
  readonly names: Names;
  /** The tag that escapes every interpolation. */
  readonly html: typeof html;
  /** Makes a name that a stranger may have chosen harmless in a sentence; else `null`. */
  inertName(name: unknown): string | null;
  /** Returns the link where a mail may carry it; else throws. */
  link(url: string): string;
  /** The instant in words, in the configured time zone. */
  instant(at: Date): string;
  /** `Hello Alice,` */
  greeting(account: Pick<Account, 'displayName'> | null): string;
  /** Where the request came from: no line or one. */
  requestedFrom(mail: Pick<Mail, 'context'>): readonly string[];
  /** The small print of the shipped templates. */
  footer(mail: Pick<Mail, 'to'>): readonly Line[];
  /** Lays a letter out in the shipped design, as text and as HTML. */
  layout(letter: Letter): RenderedContent;
}

/** Writes one kind of mail. What it is handed of the account and the request is untrusted text. */
export type Template<M> = (mail: M, tools: MailTools) => RenderedContent;

/** A template for every kind of mail. */
export interface Templates<Id extends AccountId = AccountId, Extra extends object = object> {
  readonly reset_link: Template<LinkMail<Id, Extra>>;
  readonly initial_password_link: Template<LinkMail<Id, Extra>>;
  readonly provider_account: Template<ProviderMail<Id, Extra>>;
  readonly passwordless_account: Template<PasswordlessMail<Id, Extra>>;
  readonly password_changed: Template<ChangedMail<Id, Extra>>;
  readonly unknown_address: Template<UnknownAddressMail>;
}

export function toolsFor(options: {
  readonly product: Product;
  readonly language: Language;
  readonly timeZone: string;
  readonly linkSchemes: readonly string[];
}): MailTools {
  const { product, language } = options;
  const names = { product: product.name };
  return {
    product,
    language,
    names,
    html,
    inertName,
    link: (url) => checkedLink(url, options.linkSchemes),
    instant: (at) => language.instant(at, options.timeZone),
    greeting: (account) => language.greeting(inertName(account?.displayName ?? null)),
    requestedFrom(mail) {
      const line = language.requestedFrom(clientDetails(mail.context));
      return line === null ? [] : [line];
    },
    footer(mail) {
      const { supportUrl } = product;
      return [
        language.sentTo({ ...names, address: mail.to }),
        ...(supportUrl === undefined ? [] : [{ text: language.help, url: supportUrl }]),
      ];
    },
    layout(letter) {
      const context = { language, productName: product.name };
      return {
        subject: letter.subject,
        text: layoutText(letter, context),
        html: layoutHtml(letter, context),
      };
    },
  };
}
