import { type AccountId, type Mail, MailDeliveryError } from 'latchkey';
import { checkedContent } from './checked-content.js';
import type { Template, Templates } from './template.js';
import { templates as shipped } from './templates/index.js';

/**
 * Makes a template give way to the shipped one of its kind where it throws over a mail, or comes to
 * none. What it fails over is mostly data, which whoever has the account may edit: a name that is
 * `null` must not keep the notice of a theft from its owner. `mailer` does so with all of its
 * `templates`; this is for those who want to be told in a way of their own.
 *
 * A permanent `MailDeliveryError` is thrown on: it says that the mail itself cannot be sent, as that of
 * `tools.link` does. Any other fault becomes a `MailDeliveryError` with the code `template_failed`, which
 * names the kind and the sort of error and quotes no value, or keeps a code of its own that begins so.
 *
 * @param kind - the kind of mail that the template writes
 * @param template - is run in this process, so one that never ends is not stopped
 * @param options.onError - told of each mail that went out in the shipped words; what it throws is
 *   dropped. @default a process warning, once for each code: `mail.template_failed`
 *
 * @example
 * ```ts
 * import { mailer } from 'latchkey/mail';
 *
 * const mails = mailer({
 *   transport: smtpTransport('smtps://user:secret@smtp.example.com'),
 *   from: 'no-reply@acme.example',
 *   product: { name: 'Acme' },
 *   templates: {
 *     // Fails over whoever has no name.
 *     invitation: orShipped(
 *       'invitation',
 *       ({ account, url }) => ({
 *         subject: `Come in, ${account.displayName!.split(' ')[0]}`,
 *         text: `Your seat is ready: ${url}\n`,
 *       }),
 *       { onError: ({ code, message }) => console.error(code, message) },
 *     ),
 *   },
 * });
 * ```
 */
export function orShipped<
  Kind extends Mail['kind'],
  Id extends AccountId = AccountId,
  Extra extends object = object,
>(
  kind: Kind,
  template: Templates<Id, Extra>[Kind],
  { onError }: { readonly onError?: ((error: MailDeliveryError) => void) | undefined } = {},
): Templates<Id, Extra>[Kind] {
  const tell = onError === undefined ? warningOnce() : handing(onError);
  const write = template as Template<Mail>;
  const instead = shipped[kind] as Template<Mail>;
  const writeOrShipped: Template<Mail> = (mail, tools) => {
    try {
      return checkedContent(kind, write(mail, tools));
    } catch (error) {
      // The mail's own fault, such as a link that no mail may carry, is no template's.
      if (error instanceof MailDeliveryError && error.permanent) throw error;
      const content = instead(mail, tools);
      tell(faultOf(kind, error));
      return content;
    }
  };
  return writeOrShipped as Templates<Id, Extra>[Kind];
}

/** Without the error's own words, which may quote the person or the link. */
function faultOf(kind: string, error: unknown): MailDeliveryError {
  if (error instanceof MailDeliveryError && error.code.startsWith('template_')) return error;
  const sort = error instanceof Error && /^[A-Z]\w{1,40}$/.test(error.name) ? error.name : 'Error';
  return new MailDeliveryError(`The template "${kind}" failed: ${sort}.`, {
    permanent: false,
    undelivered: true,
    code: 'template_failed',
  });
}

/** The mails are on their way in other words, so nothing else would tell. */
function warningOnce(): (error: MailDeliveryError) => void {
  const told = new Set<string>();
  return ({ code, message }) => {
    if (told.has(code)) return;
    told.add(code);
    process.emitWarning(
      `[latchkey] ${message} Mails that it fails go out in the shipped words: mend it.`,
      { type: 'LatchkeyWarning', code: `mail.${code}` },
    );
  };
}

/** The host's own function: its fault must not stand in for the mail's. */
function handing(onError: (error: MailDeliveryError) => void): typeof onError {
  return (error) => {
    try {
      onError(error);
    } catch {}
  };
}
