/**
 * Parts what would begin an encoded word (RFC 2047 2). nodemailer lets one through as it is, and
 * mail programs decode it: a name in a subject could then spell out what names are kept from
 * saying, line ends and bidi overrides included.
 */
export function inertWords(text: string): string {
  return text.replaceAll('=?', '= ?');
}
