import { createHash } from 'node:crypto';
import { domainToASCII } from 'node:url';
import type { AccountId, Mail, MailerCall } from 'latchkey';
import { assertPlainAddress } from './address.js';
import {
  checkedLanguages,
  checkedProduct,
  checkedSchemes,
  checkedTimeZone,
  fallbackOf,
  invalid,
  type Sender,
  senderOf,
} from './checked-options.js';
import { chooseLanguage } from './choose-language.js';
import { inertWords } from './inert-words.js';
import type { Language } from './language.js';
import { allLanguages } from './languages/index.js';
import { orShipped } from './or-shipped.js';
import type { MailTransport, RenderedMail } from './rendered-mail.js';
import {
  type Product,
  type RenderedContent,
  type Template,
  type Templates,
  toolsFor,
} from './template.js';
import { templates as shipped } from './templates/index.js';
import { singleLine } from './untrusted-text.js';

export interface MailerOptions<Id extends AccountId = AccountId, Extra extends object = object> {
  readonly transport: MailTransport;
  /** Whom the mails are from: one plain address, with or without a name. */
  readonly from: Sender;
  readonly product: Product;
  /**
   * Templates of the application's own, by kind of mail. One that throws over a mail, or comes to none,
   * gives way to the shipped one, and a process warning (`mail.template_failed`) says so once; see
   * {@link orShipped}. @default the shipped ones
   */
  readonly templates?: Partial<Templates<Id, Extra>>;
  /** BCP 47, for readers who can be told nothing in their own. @default that of the first language */
  readonly locale?: string;
  /**
   * The languages that mails may come in; of two with one tag the first counts, so
   * `[mine, ...allLanguages]` puts other words in the place of ours.
   * @default `allLanguages`: English, German, Spanish, French, Japanese and Arabic
   */
  readonly languages?: readonly Language[];
  /** IANA name, for instants in mails. @default `UTC` */
  readonly timeZone?: string;
  /** Schemes besides https and http that links may have: `['acme']` for an app. @default none */
  readonly linkSchemes?: readonly string[];
}

/** A `Mailer` that also shows what it would send. */
export interface TemplateMailer<Id extends AccountId = AccountId, Extra extends object = object> {
  /** Renders the mail and hands it to the transport. */
  send(mail: Mail<Id, Extra>, call: MailerCall): Promise<void>;
  /** Renders the mail without sending it, for previews and tests. */
  render(mail: Mail<Id, Extra>): RenderedMail;
  /** Closes the transport. */
  close(): Promise<void>;
}

const MAX_SUBJECT_LENGTH = 200;

/**
 * Makes a mailer that writes every kind of mail as text and HTML and hands it to a transport.
 *
 * The recipient is the stored address, byte for byte; one that is not a single plain address is
 * refused with a permanent `MailDeliveryError` (`address_refused`) before the transport is called.
 * Names, addresses and user agents reach the page escaped, bounded and without anything that a
 * mail program would turn into a link, or in a header decode. The token stands in the link and
 * nowhere else.
 *
 * @throws LatchkeyError `ERR_INVALID_OPTION` where an option is missing or wrong
 *
 * @example
 * ```ts
 * const mails = mailer({
 *   transport: smtpTransport('smtps://user:secret@smtp.example.com'),
 *   from: { name: 'Acme', address: 'no-reply@acme.example' },
 *   product: { name: 'Acme', url: 'https://acme.example', supportUrl: 'https://acme.example/help' },
 * });
 * ```
 */
export function mailer<Id extends AccountId = AccountId, Extra extends object = object>(
  options: MailerOptions<Id, Extra>,
): TemplateMailer<Id, Extra> {
  const from = senderOf(options.from);
  const product = checkedProduct(options.product);
  const timeZone = checkedTimeZone(options.timeZone ?? 'UTC');
  const linkSchemes = checkedSchemes(options.linkSchemes ?? []);
  const languages = checkedLanguages(options.languages ?? allLanguages);
  const fallback = fallbackOf(languages, options.locale);
  const templates: Templates<Id, Extra> = { ...shipped, ...withFallback(options.templates) };
  const domain = domainToASCII(from.address.slice(from.address.indexOf('@') + 1));

  const messageId = (id: string) => `<${messageIdPart(id)}@${domain}>`;

  function render(mail: Mail<Id, Extra>): RenderedMail {
    assertPlainAddress(mail.to);
    const language = chooseLanguage(languages, [mail.locale]) ?? fallback;
    const tools = toolsFor({ product, language, timeZone, linkSchemes });
    const content = writeMail(mail, templates, tools);
    const thread = threadOf(mail);
    const { name, address } = content.from === undefined ? from : senderOf(content.from);
    return {
      from: { name: inertWords(name), address },
      to: mail.to,
      subject: subjectLine(content.subject),
      text: content.text,
      html: content.html ?? null,
      headers: {
        // RFC 3834: nobody's absence note answers such a mail.
        'Auto-Submitted': 'auto-generated',
        'X-Auto-Response-Suppress': 'All',
        ...(thread === null ? {} : { References: messageId(thread) }),
      },
      messageId: messageId(mail.id),
    };
  }

  return {
    render,
    async send(mail, { signal }) {
      signal.throwIfAborted();
      await options.transport.send(render(mail), { signal });
    },
    async close() {
      await options.transport.close?.();
    },
  };
}

/** The application's own templates, each with the shipped one behind it. */
function withFallback<Id extends AccountId, Extra extends object>(
  own: Partial<Templates<Id, Extra>> = {},
): Partial<Templates<Id, Extra>> {
  const given = Object.entries(own).filter(([, template]) => template !== undefined);
  return Object.fromEntries(
    given.map(([kind, template]) => {
      if (typeof template !== 'function') throw invalid(`templates.${kind}`, 'must be a function');
      // It may look at the others by `this`.
      return [kind, orShipped(kind as Mail['kind'], template.bind(own) as Template<Mail>)];
    }),
  );
}

/** Cut between letters: a provider may refuse the half of one, for good. */
function subjectLine(subject: string): string {
  return singleLine(inertWords(singleLine(subject)).slice(0, MAX_SUBJECT_LENGTH));
}

/** Each kind is spelled out, so that the compiler pairs every mail with its own template. */
function writeMail<Id extends AccountId, Extra extends object>(
  mail: Mail<Id, Extra>,
  templates: Templates<Id, Extra>,
  tools: ReturnType<typeof toolsFor>,
): RenderedContent {
  switch (mail.kind) {
    case 'reset_link':
    case 'initial_password_link':
    case 'invitation':
    case 'breach_lock':
    case 'disavowal':
    case 'operator_lock':
      return templates[mail.kind](mail, tools);
    case 'reset_code':
      return templates.reset_code(mail, tools);
    case 'provider_account':
      return templates.provider_account(mail, tools);
    case 'passwordless_account':
      return templates.passwordless_account(mail, tools);
    case 'password_changed':
      return templates.password_changed(mail, tools);
    case 'address_changed':
      return templates.address_changed(mail, tools);
    case 'account_changed':
      return templates.account_changed(mail, tools);
    case 'unknown_address':
      return templates.unknown_address(mail, tools);
  }
}

/** What the links of one outbox entry have in common, whichever worker has minted them (RFC 5322 3.6.4). */
function threadOf(mail: Mail): string | null {
  return 'threadId' in mail ? (mail.threadId ?? null) : null;
}

/** An id that is not of header-safe characters is replaced by its digest, which is as stable. */
function messageIdPart(id: string): string {
  return /^[\w-]{1,100}$/.test(id) ? id : createHash('sha256').update(id).digest('hex');
}
