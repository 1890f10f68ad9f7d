/**
 * Parts what would begin an encoded word (RFC 2047 2). Transports and providers let one through as
 * it is, and mail programs decode it: a name in a subject could then spell out what names are kept
 * from saying, line ends and marks of direction included. Subjects and names of senders that come
 * from `mailer` have been through it.
 *
 * @example
 * ```ts
 * inertWords('=?utf-8?q?evil=2Eexample?='); // '= ?utf-8?q?evil=2Eexample?='
 * ```
 */
export function inertWords(text: string): string {
  return text.replaceAll('=?', '= ?');
}
