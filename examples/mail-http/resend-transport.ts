import { createHash } from 'node:crypto';
import { type MailTransport, postMail } from 'latchkey/mail';

/**
 * Sends mails over Resend's API: POST /emails. The idempotency key is a digest of the mail, its
 * Message-ID included, so a mail whose answer was lost is taken once, however often it is sent
 * within 24 hours. The Message-ID alone would not do: a notice that another process sends again
 * has another disavow link, and Resend answers 409 to a known key with another body. Such a notice
 * goes out a second time, with the same Message-ID. Click tracking is a setting of the domain: leave
 * it off, or Resend's server learns every token.
 */
export function resendTransport(options: {
  readonly apiKey: string;
  /** @default 'https://api.resend.com' */
  readonly endpoint?: string;
}): MailTransport {
  const endpoint = options.endpoint ?? 'https://api.resend.com';
  return {
    async send({ from, to, subject, text, html, headers, messageId }, { signal }) {
      const json = {
        from: from.name === '' ? from.address : `${JSON.stringify(from.name)} <${from.address}>`,
        to: [to],
        subject,
        text,
        ...(html === null ? {} : { html }),
        headers: { ...headers, 'Message-ID': messageId },
      };
      const digest = createHash('sha256').update(JSON.stringify(json)).digest('base64url');
      await postMail(`${endpoint}/emails`, {
        headers: { Authorization: `Bearer ${options.apiKey}`, 'Idempotency-Key': digest },
        json,
        signal,
      });
    },
  };
}
