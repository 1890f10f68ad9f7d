import { LatchkeyError, MailDeliveryError } from 'latchkey';

/** How fast mails leave one process. Rates may be fractions: `0.5` is one every two seconds. */
export interface PaceOptions {
  /** To the server, over all connections. @default as fast as it takes them */
  readonly mailsPerSecond?: number;
  /**
   * To the addresses of one domain, whatever happens to others. A mail whose domain’s turn has not
   * come waits for nothing: it goes back to the outbox with the code `paced`, and comes back when
   * its turn is.
   * @default no limit of its own
   */
  readonly mailsPerSecondAndDomain?: number;
  /**
   * How long a mail may wait for the server's turn. One that would wait longer goes back to the
   * outbox at once, with the code `paced`. @default 5
   */
  readonly longestWaitSeconds?: number;
}

/** Above this many domains, those whose turn is long over are forgotten. */
const MANY_DOMAINS = 1000;

/** How late a promised turn may be taken: an idle worker looks into its outbox this often. */
const LATEST_MILLISECONDS = 5_000;

/** How far ahead turns are promised: as far as the outbox puts a mail off. */
const FURTHEST_MILLISECONDS = 600_000;

/** A domain's line: whoever is in it has been told when to come, and is not kept. */
interface Line {
  /** The first turn that nobody has taken. */
  readonly next: number;
  /** The first turn that nobody has been promised; `next` where nobody is in line. */
  readonly end: number;
}

/**
 * Gives mails their turn, at even intervals. A domain's turn is had at once or not at all: a mail
 * that waited here would hold up the others of its batch, whatever their domains. The server's
 * turn is everybody's, and is waited for.
 *
 * nodemailer's own `rateLimit` holds back connections, not mails: each new connection sends at
 * once, and whoever waits is neither told nor counted.
 */
export class Pace {
  readonly #serverInterval: number;
  readonly #domainInterval: number;
  readonly #longestWait: number;
  readonly #lines = new Map<string, Line>();
  /** When the next mail may go to the server. */
  #serverNext = Number.NEGATIVE_INFINITY;

  /** @throws LatchkeyError `ERR_INVALID_OPTION` where a rate or the wait makes no sense */
  constructor(options: PaceOptions = {}) {
    const { mailsPerSecond, mailsPerSecondAndDomain, longestWaitSeconds = 5 } = options;
    this.#serverInterval = interval('mailsPerSecond', mailsPerSecond);
    this.#domainInterval = interval('mailsPerSecondAndDomain', mailsPerSecondAndDomain);
    if (!(longestWaitSeconds >= 0 && longestWaitSeconds <= 600)) {
      throw invalid('longestWaitSeconds', 'must be 0 to 600');
    }
    this.#longestWait = longestWaitSeconds * 1000;
  }

  /**
   * Resolves when it is the mail's turn. Rejects at once where its domain's has not come, with
   * `retryAfterSeconds` until it does, or where the server's would take too long; and with the
   * signal's reason where it aborts.
   */
  async turn(domain: string, signal: AbortSignal): Promise<void> {
    const giveBack = this.#takeDomainTurn(domain);
    try {
      await this.#serverTurn(signal);
    } catch (error) {
      giveBack();
      throw error;
    }
  }

  #takeDomainTurn(domain: string): () => void {
    const each = this.#domainInterval;
    if (each === 0) return () => {};
    const now = performance.now();
    const { next, end } = this.#lineAt(domain, now);
    if (next > now) {
      // Who finds the line too long is told an earlier turn once more: coming early costs a look.
      const promised = end - now > FURTHEST_MILLISECONDS ? next : end;
      this.#lines.set(domain, { next, end: promised + each });
      throw paced((promised - now) / 1000);
    }
    if (this.#lines.size > MANY_DOMAINS) this.#forgetBefore(now - LATEST_MILLISECONDS);
    const taken = { next: next + each, end: Math.max(end, next + each) };
    this.#lines.set(domain, taken);
    return () => {
      // Where another has gone since, its turn would be too close to this one.
      const line = this.#lines.get(domain);
      if (line?.next !== taken.next) return;
      this.#lines.set(domain, { next, end: line.end === taken.next ? next : line.end });
    };
  }

  /** Promised turns may be taken late; what nobody was promised is not saved up. */
  #lineAt(domain: string, now: number): Line {
    const { next, end } = this.#lines.get(domain) ?? { next: now, end: now };
    const first = Math.max(next, now - LATEST_MILLISECONDS);
    if (first < end) return { next: first, end };
    const turn = Math.max(first, now);
    return { next: turn, end: turn };
  }

  async #serverTurn(signal: AbortSignal): Promise<void> {
    const each = this.#serverInterval;
    if (each === 0) return signal.throwIfAborted();
    const now = performance.now();
    const at = Math.max(now, this.#serverNext);
    if (at - now > this.#longestWait) throw paced();
    this.#serverNext = at + each;
    try {
      await until(at - now, signal);
    } catch (aborted) {
      // Given back where nobody has lined up behind it.
      if (this.#serverNext === at + each) this.#serverNext = at;
      throw aborted;
    }
  }

  #forgetBefore(moment: number): void {
    for (const [domain, { end }] of this.#lines) if (end <= moment) this.#lines.delete(domain);
  }
}

function paced(retryAfterSeconds?: number): MailDeliveryError {
  return new MailDeliveryError('The mail’s turn has not come yet.', {
    permanent: false,
    undelivered: true,
    code: 'paced',
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  });
}

async function until(milliseconds: number, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  if (milliseconds <= 0) return;
  let stop = (): void => {};
  try {
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(resolve, Math.ceil(milliseconds));
      stop = () => {
        clearTimeout(timer);
        reject(signal.reason);
      };
      signal.addEventListener('abort', stop, { once: true });
    });
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

function interval(name: string, perSecond: number | undefined): number {
  if (perSecond === undefined) return 0;
  if (!(perSecond >= 0.001 && perSecond <= 10_000)) throw invalid(name, 'must be 0.001 to 10,000');
  return 1000 / perSecond;
}

function invalid(name: string, fault: string): LatchkeyError {
  return new LatchkeyError('ERR_INVALID_OPTION', `smtpTransport: "pace.${name}" ${fault}.`);
}
