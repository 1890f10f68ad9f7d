import { type AccountId, type Mail, MailDeliveryError } from 'latchkey';
import {
  type MailTools,
  orShipped,
  type RenderedContent,
  templates as shipped,
  singleLine,
  type Template,
} from 'latchkey/mail';
import { checkOptions } from './check-options.js';
import { engineFor } from './engine.js';
import { deliveryFault, invalid, senderFault } from './faults.js';
import { type Engines, type Fields, fieldsOf } from './fields.js';
import { MAIL_KINDS, type MailKind } from './known-variables.js';
import { mailVariables, settledVariables } from './mail-variables.js';
import type { LiquidTemplatesOptions } from './options.js';
import { ownLinks } from './own-links.js';
import { plainText } from './plain-text.js';
import { sampleMail } from './sample-mail.js';
import { senderOf } from './sender.js';
import type { Surroundings } from './surroundings.js';
import { withinTime } from './time-limit.js';

/** For the one try at construction, when a process is at its slowest. */
const TRIAL_MS = 1_000;

const CALLED = 'liquidTemplates';

/**
 * Makes templates for `mailer` of mails as Auth0 has them: From, Subject and an HTML body in Liquid,
 * with Auth0's variables, filters and tags. Each goes with a plain text of the same words.
 *
 * Values are escaped wherever they come out, `| escape` or not. Names, metadata and whatever else a
 * stranger may have chosen are one line without links besides. A template has no file access, and it
 * ends: by time (`timeLimitMs`), and after a million characters. Where one fails over a mail, or what
 * your functions say of it, the mail goes out in the shipped words, and `onError` is told of a
 * `MailDeliveryError` (`template_timeout`, `template_limit`, `template_failed`, `template_sender` or
 * `template_variables`).
 *
 * @throws LatchkeyError `ERR_INVALID_OPTION` where a template cannot be read, has a tag, a filter or a
 *   variable that is not there (with line and column), leaves out the `url` or `code` that it is
 *   sent for, puts a value where HTML cannot escape it, or fails with a sample
 *
 * @example
 * ```ts
 * import { mailer } from 'latchkey/mail';
 *
 * const mails = mailer({
 *   transport: smtpTransport('smtps://user:secret@smtp.example.com'),
 *   from: 'no-reply@acme.example',
 *   product: { name: 'Acme' },
 *   templates: liquidTemplates({
 *     templates: {
 *       reset_link: {
 *         from: '{{ application.name }} <no-reply@acme.example>',
 *         subject: 'Reset your password',
 *         body: '<p>Hello {{ user.name }}, <a href="{{ url }}">choose a new password</a>.</p>',
 *       },
 *     },
 *     variables: { application: { name: 'Acme' } },
 *   }),
 * });
 * ```
 */
export function liquidTemplates<
  Kind extends MailKind,
  Id extends AccountId = AccountId,
  Extra extends object = object,
>(
  options: LiquidTemplatesOptions<Kind, Id, Extra>,
): { readonly [Each in Kind]: Template<Mail<Id, Extra>> } {
  checkOptions(options);
  const { templates, variables, timeLimitMs = 100 } = options;
  const engines = enginesOf(options);
  const settled = settledVariables(variables);
  const links = ownLinks(variables.own);

  function templateOf(kind: MailKind): Template<Mail<Id, Extra>> {
    const fields = fieldsOf(kind, templates[kind as Kind], {
      engines,
      variables,
      configured: { settled, links },
    });
    tryOnce(kind, fields, { ...settled, ...links });

    function written(mail: Mail<Id, Extra>, tools: MailTools): RenderedContent {
      const given = { ...settled, ...mailVariables(mail, tools, variables), ...links };
      const content = orOnceMore(() => contentOf(kind, fields, given, timeLimitMs));
      if (singleLine(content.subject) !== '') return content;
      return { ...content, subject: (shipped[kind] as Template<Mail>)(mail, tools).subject };
    }

    return orShipped(kind, written, { onError: options.onError }) as Template<Mail<Id, Extra>>;
  }

  const kinds = Object.keys(templates) as Kind[];
  for (const kind of kinds)
    if (!MAIL_KINDS.includes(kind)) throw invalid(`${CALLED}: ${kind}`, 'is no kind of mail');
  return Object.fromEntries(kinds.map((kind) => [kind, templateOf(kind)])) as {
    readonly [Each in Kind]: Template<Mail<Id, Extra>>;
  };
}

function enginesOf(options: Omit<LiquidTemplatesOptions, 'templates' | 'variables'>): Engines {
  const { timeZone = 'UTC', clock = () => new Date(), dangerouslyAllowRaw = false } = options;
  const of = (surroundings: Surroundings) =>
    engineFor({ surroundings, timeZone, clock, allowRaw: dangerouslyAllowRaw });
  return { html: of('html'), text: of('text'), line: of('line'), sender: of('sender') };
}

/** The machine may have been busy, and a mail is to be the same whenever it is written. */
function orOnceMore<Result>(write: () => Result): Result {
  try {
    return write();
  } catch (error) {
    if (!(error instanceof MailDeliveryError && error.code === 'template_timeout')) throw error;
    return write();
  }
}

function contentOf(
  kind: MailKind,
  fields: Fields,
  given: Readonly<Record<string, unknown>>,
  timeLimitMs: number,
): RenderedContent {
  const html = fields.body.render(given, timeLimitMs);
  const content = {
    subject: fields.subject?.render(given, timeLimitMs) ?? '',
    html,
    text: fields.text?.render(given, timeLimitMs) ?? textOfBody(kind, html, timeLimitMs),
  };
  if (fields.from === null) return content;
  const from = senderOf(fields.from.render(given, timeLimitMs));
  if (from !== null) return { ...content, from };
  throw senderFault(`${CALLED}: ${kind}.from`);
}

function textOfBody(kind: MailKind, html: string, timeLimitMs: number): string {
  try {
    return withinTime(timeLimitMs * 2, () => plainText(html));
  } catch (error) {
    throw deliveryFault(`${CALLED}: ${kind}.body`, error);
  }
}

/** A template that fails whatever the mail is fails here, and not at night. */
function tryOnce(kind: MailKind, fields: Fields, settled: Readonly<Record<string, unknown>>): void {
  const sample = mailVariables(
    sampleMail(kind),
    { link: (url) => url },
    { application: { name: '' } },
  );
  try {
    const { subject } = contentOf(kind, fields, { ...settled, ...sample }, TRIAL_MS);
    if (fields.subject !== null && singleLine(subject) === '')
      throw new Error('The subject came out empty.');
  } catch (error) {
    const { message } = error as Error;
    throw invalid(`${CALLED}: ${kind}`, `fails with a sample mail: ${message.replace(/\.$/, '')}`);
  }
}
