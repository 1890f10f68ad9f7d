import { MailDeliveryError } from 'latchkey';
import { type Sender, senderOf } from './checked-options.js';
import type { RenderedContent } from './template.js';

/**
 * Checks what a template came to, the sender by the rules of the option `from`.
 *
 * @param kind - the kind of mail, for messages
 *
 * @throws TypeError where it is no subject and text, or HTML that is no text: a promise, a `Markup`
 * @throws MailDeliveryError `template_sender` where its sender is not one plain address with its name
 */
export function checkedContent(kind: string, content: unknown): RenderedContent {
  if (!isContent(content)) throw new TypeError('It came to no subject and text.');
  if (content.from !== undefined) checkSender(kind, content.from);
  return content;
}

function isContent(content: unknown): content is RenderedContent {
  if (typeof content !== 'object' || content === null) return false;
  const { subject, text, html = null } = content as Readonly<Record<string, unknown>>;
  const isText = typeof subject === 'string' && typeof text === 'string';
  return isText && (html === null || typeof html === 'string');
}

function checkSender(kind: string, from: Sender): void {
  try {
    senderOf(from);
  } catch {
    throw new MailDeliveryError(
      `The template "${kind}" gives a sender that is not one plain address with its name.`,
      { permanent: false, undelivered: true, code: 'template_sender' },
    );
  }
}
