import {
  type AccountId,
  type CodeMail,
  type LinkMail,
  type Mail,
  MailDeliveryError,
  type MailerCall,
} from 'latchkey';

const TOKEN = /(?<![\w-])[\w-]{43}(?![\w-])/;

/** Which mail is meant, where it is not simply the last. */
export interface MailQuery {
  /** Only mails to this address, or to this recipient of another channel. */
  readonly to?: string;
}

export interface TestMailer<Id extends AccountId = AccountId, Extra extends object = object> {
  send(mail: Mail<Id, Extra>, call: MailerCall): Promise<void>;
  /** Every mail that was accepted, oldest first. */
  readonly mails: readonly Mail<Id, Extra>[];
  /** The newest mail. Throws where there is none. */
  lastMail(query?: MailQuery): Mail<Id, Extra>;
  /** The link of the newest mail that has one. Throws where there is none. */
  lastLink(query?: MailQuery): string;
  /** The token in that link. */
  lastToken(query?: MailQuery): string;
  /** The code of the newest mail that has one. Throws where there is none. */
  lastCode(query?: MailQuery): string;
  /**
   * Refuses the next mail. Called twice, it refuses the next two.
   *
   * @param error - @default a MailDeliveryError that may be tried again
   */
  failNext(error?: Error): void;
  /** Answers nothing from now on, until `recover()` or until the service gives the mail up. */
  hang(): void;
  /** Ends `hang()` and forgets what `failNext()` said. Mails that hang are accepted. */
  recover(): void;
  /** Forgets the mails so far. */
  clear(): void;
}

/**
 * Makes a mailer that keeps every mail for the test to read, and that fails or hangs when told to.
 *
 * @example
 * ```ts
 * const mailer = testMailer();
 * const passwords = new PasswordService({ stores, mailer, links, outbox: 'external' });
 * await passwords.requestReset({ identifier: 'alice@example.com' });
 * await passwords.drainOutbox();
 * const link = mailer.lastLink({ to: 'alice@example.com' });
 * ```
 */
export function testMailer<
  Id extends AccountId = AccountId,
  Extra extends object = object,
>(): TestMailer<Id, Extra> {
  const mails: Mail<Id, Extra>[] = [];
  let failures: Error[] = [];
  let hanging: { readonly over: Promise<void>; end(): void } | null = null;

  const matching = ({ to }: MailQuery) =>
    to === undefined ? mails : mails.filter((mail) => mail.to === to);
  const lastLink = (query: MailQuery = {}) => {
    const mail = matching(query).findLast(hasLink);
    if (mail === undefined) throw new Error(`No mail with a link was sent${toWhom(query)}.`);
    return mail.url;
  };

  return {
    mails,
    async send(mail, { signal }) {
      if (hanging !== null) await endOrAbort(hanging.over, signal);
      const failure = failures.shift();
      if (failure !== undefined) throw failure;
      mails.push(mail);
    },
    lastMail(query = {}) {
      const mail = matching(query).at(-1);
      if (mail === undefined) throw new Error(`No mail was sent${toWhom(query)}.`);
      return mail;
    },
    lastLink,
    lastToken(query) {
      const token = TOKEN.exec(lastLink(query))?.[0];
      if (token === undefined) throw new Error('The link of the last mail holds no token.');
      return token;
    },
    lastCode(query = {}) {
      const mail = matching(query).findLast(hasCode);
      if (mail === undefined) throw new Error(`No mail with a code was sent${toWhom(query)}.`);
      return mail.code;
    },
    failNext(error = new MailDeliveryError('The test mailer refuses.', { permanent: false })) {
      failures.push(error);
    },
    hang() {
      hanging ??= door();
    },
    recover() {
      failures = [];
      hanging?.end();
      hanging = null;
    },
    clear() {
      mails.length = 0;
    },
  };
}

function hasLink<Id extends AccountId, Extra extends object>(
  mail: Mail<Id, Extra>,
): mail is LinkMail<Id, Extra> {
  return 'url' in mail;
}

function hasCode<Id extends AccountId, Extra extends object>(
  mail: Mail<Id, Extra>,
): mail is CodeMail<Id, Extra> {
  return mail.kind === 'reset_code';
}

const toWhom = ({ to }: MailQuery) => (to === undefined ? '' : ` to ${to}`);

function door(): { readonly over: Promise<void>; end(): void } {
  let end = () => {};
  const over = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { over, end };
}

function endOrAbort(over: Promise<void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
    void over.then(resolve);
  });
}
