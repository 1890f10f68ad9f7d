import { type MailTransport, postMail } from 'latchkey/mail';

/** Postmark's error codes that are about the account or its sender, not about the mail. */
const ABOUT_US = [400, 401, 405, 412, 413];

/**
 * Whether a 422 is the operator's to mend. 300 stands for any field that Postmark does not take: the
 * first that its message names is the one, since what comes after may quote a stranger's address.
 */
function isOurFault(answer: unknown): boolean {
  const { ErrorCode = 0, Message = '' } = (answer ?? {}) as Partial<Record<string, unknown>>;
  if (ErrorCode === 300) return /^[^']*'From'/.test(String(Message));
  return ABOUT_US.includes(Number(ErrorCode));
}

/**
 * Sends mails over Postmark's API: POST /email. It knows no idempotency keys, so a mail whose answer
 * was lost goes out a second time, with the same Message-ID. Its tracking is refused: a link that
 * leads through somebody else's server hands that server the token.
 */
export function postmarkTransport(options: {
  readonly serverToken: string;
  /** @default 'outbound', the stream of transactional mails */
  readonly messageStream?: string;
  /** @default 'https://api.postmarkapp.com' */
  readonly endpoint?: string;
}): MailTransport {
  const { serverToken, messageStream = 'outbound' } = options;
  const endpoint = options.endpoint ?? 'https://api.postmarkapp.com';
  return {
    async send({ from, to, subject, text, html, headers, messageId }, { signal }) {
      await postMail(`${endpoint}/email`, {
        headers: { 'X-Postmark-Server-Token': serverToken },
        json: {
          From: from.name === '' ? from.address : `${JSON.stringify(from.name)} <${from.address}>`,
          To: to,
          Subject: subject,
          TextBody: text,
          ...(html === null ? {} : { HtmlBody: html }),
          // Without X-PM-KeepID the Message-ID would be replaced.
          Headers: Object.entries({
            ...headers,
            'Message-ID': messageId,
            'X-PM-KeepID': 'true',
          }).map(([Name, Value]) => ({ Name, Value })),
          MessageStream: messageStream,
          TrackOpens: false,
          TrackLinks: 'None',
        },
        signal,
        isOurFault,
      });
    },
  };
}
