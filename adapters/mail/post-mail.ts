import { MailDeliveryError } from 'latchkey';
import { tellProviderFault } from './provider-faults.js';
import { readAnswer } from './read-answer.js';

export interface MailPost {
  readonly headers: Readonly<Record<string, string>>;
  /** Becomes the body, as JSON. */
  readonly json: unknown;
  readonly signal: AbortSignal;
  /**
   * Whether a refusal (4xx) is the operator's to mend, by what the provider answers: a sender who
   * is not confirmed, an account that may not send. The mail then waits, with the code
   * `sender_refused`.
   * @default 401 and 403 alone are, with the code `auth`, and 402, 404, 405 and redirects
   */
  readonly isOurFault?: (answer: unknown) => boolean;
}

/** Answers that are about the moment, not the mail (RFC 9110 15.5, RFC 8470 5.2, RFC 6585 4). */
const ABOUT_THE_MOMENT = [408, 409, 425, 429];

/** The key, and what it may do (RFC 9110 15.5.2 and 15.5.4). */
const ABOUT_THE_KEY = [401, 403];

/** An unpaid bill, a wrong URL (RFC 9110 15.5.3, 15.5.5, 15.5.6): whoever the mail is for. */
const ABOUT_THE_OPERATOR = [402, 404, 405];

/** What Node says where no connection came about, so that nothing can have been taken. */
const UNREACHED = /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|UND_ERR_CONNECT_TIMEOUT)$/;

/**
 * Posts a mail to a provider's HTTP API, and throws a `MailDeliveryError` where it does not take
 * it: 4xx is for good (`refused`), but for 401 and 403 (`auth`), 402, 404 and 405
 * (`sender_refused`) and 408, 409, 425 and 429 (`deferred`); 5xx may have been taken and is tried
 * again. No redirect is followed, since the request holds the key and a link to a password: 3xx is
 * `sender_refused`. Of `auth` and `sender_refused`, which an operator has to mend, a process warning
 * tells as well. No text of the provider comes along.
 *
 * @example
 * ```ts
 * const transport: MailTransport = {
 *   send: ({ to, subject, text, messageId }, { signal }) =>
 *     postMail('https://mail.example/send', {
 *       headers: { Authorization: `Bearer ${process.env.MAIL_TOKEN}`, 'Idempotency-Key': messageId },
 *       json: { to, subject, text },
 *       signal,
 *     }),
 * };
 * ```
 */
export async function postMail(url: string, post: MailPost): Promise<void> {
  const response = await reach(url, post);
  if (response.ok) return void (await response.body?.cancel());
  const { status } = response;
  const [code, undelivered] = verdictOf(status, await isOurs(response, post));
  const failure = new MailDeliveryError(`The mail provider answered ${status}.`, {
    permanent: code === 'refused',
    undelivered,
    code,
  });
  tellProviderFault(url, failure);
  throw failure;
}

async function reach(url: string, { headers, json, signal }: MailPost): Promise<Response> {
  try {
    return await fetch(url, {
      method: 'POST',
      headers: { Accept: 'application/json', 'Content-Type': 'application/json', ...headers },
      body: JSON.stringify(json),
      redirect: 'manual',
      signal,
    });
  } catch (error) {
    // Without the error: it may quote the request.
    const { code } = ((error as Error).cause ?? {}) as { readonly code?: unknown };
    throw new MailDeliveryError('The mail provider could not be reached, or hung up.', {
      permanent: false,
      undelivered: UNREACHED.test(String(code)),
      code: signal.aborted ? 'aborted' : 'connection',
    });
  }
}

/** Whether the provider says so; `null` where its answer broke off before it could. */
async function isOurs(response: Response, { isOurFault }: MailPost): Promise<boolean | null> {
  if (isOurFault === undefined) {
    await response.body?.cancel();
    return false;
  }
  const answer = await readAnswer(response).catch(() => BROKEN_OFF);
  return answer === BROKEN_OFF ? null : isOurFault(answer);
}

const BROKEN_OFF = Symbol('broken off');

function verdictOf(
  status: number,
  ours: boolean | null,
): readonly [code: string, undelivered: boolean] {
  // A wrong URL as well. "See other" alone may be said of what was taken (RFC 9110 15.4.4).
  if (status < 400) return ['sender_refused', status !== 303];
  // A conflict of idempotency keys says that an earlier request is there, or under way.
  if (ABOUT_THE_MOMENT.includes(status)) return ['deferred', status !== 409];
  if (status >= 400 && status < 500) {
    if (ours || ABOUT_THE_OPERATOR.includes(status)) return ['sender_refused', true];
    if (ABOUT_THE_KEY.includes(status)) return ['auth', true];
    // Nobody has said that it is the mail's fault, so it is not lost over that.
    return [ours === null ? 'deferred' : 'refused', true];
  }
  return ['deferred', false];
}
