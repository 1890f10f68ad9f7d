import { MailDeliveryError } from 'latchkey';

const WEB_SCHEMES = ['https', 'http'];

/**
 * Returns a link unchanged where a mail may carry it: absolute, http(s) or a listed scheme, no
 * user name in it, nothing unprintable. Else throws a permanent `MailDeliveryError` with the code
 * `link_refused`, which does not repeat the link.
 */
export function checkedLink(url: string, schemes: readonly string[] = []): string {
  if (isLink(url, [...WEB_SCHEMES, ...schemes])) return url;
  throw new MailDeliveryError('The mail’s link is of no allowed form.', {
    permanent: true,
    code: 'link_refused',
  });
}

/** Whether a text is an absolute URL of one of the schemes that reads the same to everyone. */
export function isLink(url: unknown, schemes: readonly string[]): url is string {
  if (typeof url !== 'string' || !/^[\x21-\x7e]+$/.test(url) || /["'<>\\^`{|}]/.test(url)) {
    return false;
  }
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (parsed === null || parsed.username !== '' || parsed.password !== '') return false;
  return schemes.includes(parsed.protocol.slice(0, -1));
}

/** Splits a link around its host, so that a reader can be shown where it leads. */
export function aroundHost(url: string): { before: string; host: string; after: string } {
  const { host } = new URL(url);
  const start = url.toLowerCase().indexOf(`//${host.toLowerCase()}`) + 2;
  if (host === '' || start < 2) return { before: url, host: '', after: '' };
  return {
    before: url.slice(0, start),
    host: url.slice(start, start + host.length),
    after: url.slice(start + host.length),
  };
}
