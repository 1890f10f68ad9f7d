import type { SmtpReply, Stage } from './smtp-reply.js';

/**
 * What a reply means for the mail. Only `refused` is for good. `auth`, `tls` and `sender_refused`
 * are about us, whoever the mail is for: an operator can mend them while the entry lives.
 */
export type Verdict = 'refused' | 'deferred' | 'mailbox_full' | 'sender_refused' | 'auth' | 'tls';

type Rule = readonly [about: readonly Stage[], reply: RegExp, verdict: Verdict];

const ANY: readonly Stage[] = ['session', 'tls', 'auth', 'sender', 'recipient', 'text'];
const MAIL: readonly Stage[] = ['sender', 'recipient', 'text'];

/** The first rule that fits decides. A reply reads `550 5.1.1`, or `550 -` without enhanced code. */
const RULES: readonly Rule[] = [
  // No STARTTLS, or not now: without it nothing is sent (RFC 3207 4).
  [['tls'], /^/, 'tls'],
  // Wants a sign-in or TLS first, or another way to sign in (RFC 4954 6, RFC 3207 4).
  [ANY, /^(?:530|534|535|538) /, 'auth'],
  [['auth'], /^5/, 'auth'],
  // Credentials, mechanism, disabled account, missing trust (RFC 4954 6, RFC 5248 registry).
  [ANY, /^5\d\d 5\.7\.(?:8|9|11|13|14)$/, 'auth'],
  [ANY, /^5\d\d 5\.7\.10$/, 'tls'],
  // RFC 3463 3.3: a full mailbox "should be used as a persistent transient failure", and is
  // answered with 552 5.2.2 by many.
  [MAIL, /^[45]\d\d [45]\.2\.2$/, 'mailbox_full'],
  // RFC 5321 4.5.3.1.10: a 552 to a recipient is to be taken for a 452.
  [['recipient'], /^552 -$/, 'mailbox_full'],
  // Greylisting, limits of rate, servers that are busy or closing: RFC 5321 4.2.1.
  [ANY, /^4/, 'deferred'],
  // RFC 5321 4.2.2: the commands came out of order, which the next session need not.
  [ANY, /^503 /, 'deferred'],
  // Whoever is turned away at the door is so for every mail: an address on a list (RFC 5321 3.1).
  [['session'], /^5/, 'sender_refused'],
  // RFC 3463 3.4 and 3.5: system full, not accepting now, bad connection, no directory,
  // congestion, a loop. These are transient by their meaning (5.3.2 may be), whatever the reply
  // says. So would 5.4.1 be, but Exchange Online says it of recipients that do not exist.
  [MAIL, /^5\d\d 5\.(?:3\.[12]|4\.[2356])$/, 'deferred'],
  // Who sends may not (RFC 3463 3.8). Postfix says at RCPT what it thinks of the client: that it is
  // on a list, or may not relay. Gmail and OpenDMARC say it once they have read the From header.
  [MAIL, /^5\d\d 5\.7\.1$/, 'sender_refused'],
  // What is wrong with our address; failed DKIM, SPF, DMARC and reverse DNS, and floods (RFC 3463
  // 3.2, RFC 7372 3, RFC 7505 4.2, and the registry that RFC 5248 began).
  [MAIL, /^5\d\d 5\.(?:1\.[78]|7\.(?:2\d|30))$/, 'sender_refused'],
  // Exchange Online's own: DMARC, a sender and a host that are banned.
  [MAIL, /^5\d\d 5\.7\.(?:509|511|60[6-9]|6[1-4]\d)$/, 'sender_refused'],
  // Too large, or not to be converted: the mail's own fault (RFC 1870 6.1, RFC 3463 3.7).
  [['sender'], /^(?:552 |5\d\d 5\.(?:3\.4|6\.\d+)$)/, 'refused'],
  [['sender'], /^5/, 'sender_refused'],
  [MAIL, /^5/, 'refused'],
];

/** Judges a reply by the table above. */
export function verdictOf({ code, status, stage }: SmtpReply): Verdict {
  const reply = `${code} ${status ?? '-'}`;
  for (const [about, pattern, verdict] of RULES)
    if (about.includes(stage) && pattern.test(reply)) return verdict;
  return 'deferred';
}
