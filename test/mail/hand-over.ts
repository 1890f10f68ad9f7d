import { MailDeliveryError } from 'latchkey';
import type { MailTransport, RenderedMail } from 'latchkey/mail';
import { smtpTransport } from 'latchkey/nodemailer';
import { expect, onTestFinished } from 'vitest';
import { LINK } from './mails.js';

/** A mail as a mailer would hand it over. */
export function renderedMail(varied: Partial<RenderedMail> = {}): RenderedMail {
  return {
    from: { name: 'Acme', address: 'no-reply@acme.example' },
    to: 'alice@example.com',
    subject: 'Reset your password',
    text: `Open this link:\n${LINK}\n`,
    html: `<p>Open <a href="${LINK}">this link</a>.</p>`,
    headers: { 'Auto-Submitted': 'auto-generated' },
    messageId: '<entry-1@acme.example>',
    ...varied,
  };
}

type Server = Parameters<typeof smtpTransport>[0];
type Options = Parameters<typeof smtpTransport>[1];

/** Opens a transport that is closed when the test ends. */
export function openTransport(server: Server, options?: Options): MailTransport {
  const transport = smtpTransport(server, options);
  onTestFinished(async () => transport.close?.());
  return transport;
}

/** Starts what is closed when the test ends: before its transports, which wait for it. */
export async function opened<Resource extends { close(): unknown }>(
  starting: Promise<Resource>,
): Promise<Resource> {
  const resource = await starting;
  onTestFinished(async () => {
    await resource.close();
  });
  return resource;
}

/** Sends a mail; the signal never aborts unless one is given. */
export function handOver(
  transport: MailTransport,
  varied: Partial<RenderedMail> = {},
  signal = new AbortController().signal,
): Promise<void> {
  return transport.send(renderedMail(varied), { signal });
}

/** The error of a delivery that must fail. */
export async function failureOf(sending: Promise<unknown>): Promise<MailDeliveryError> {
  const outcome = await sending.then(
    () => 'accepted',
    (error: unknown) => error,
  );
  expect(outcome).toBeInstanceOf(MailDeliveryError);
  return outcome as MailDeliveryError;
}
