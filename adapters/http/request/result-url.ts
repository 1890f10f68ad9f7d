const MAX_CHARACTERS = 2048;
/** Printable ASCII but the backslash, which browsers read as a slash. */
const PLAIN = /^[\x21-\x5b\x5d-\x7e]+$/;

/**
 * Whether a person may be sent to a URL after a reset: it begins, letter by letter, with one of
 * the allowed origins, and the origin ends there. What has to be tidied before it says so (tabs,
 * backslashes, `https:evil`, userinfo, full-width dots, a default port) is refused, since somebody
 * else may tidy it otherwise (CVE-2024-28239, CVE-2026-34835).
 *
 * @param allowedOrigins - as {@link isExactOrigin} has them
 *
 * @example
 * ```ts
 * resultUrlAllowed('https://app.example/done?a=b', ['https://app.example']); // true
 * resultUrlAllowed('https://app.example.evil/', ['https://app.example']); // false
 * ```
 */
export function resultUrlAllowed(url: string, allowedOrigins: readonly string[]): boolean {
  if (url.length > MAX_CHARACTERS || !PLAIN.test(url) || !URL.canParse(url)) return false;
  const { origin } = new URL(url);
  return (
    allowedOrigins.includes(origin) &&
    url.startsWith(origin) &&
    /^(?:[/?#]|$)/.test(url.slice(origin.length))
  );
}

/**
 * Whether text is an http(s) origin as browsers spell it: `https://app.example`, no slash. A
 * wildcard would be a host of that name, and match nothing without a word.
 */
export function isExactOrigin(text: string): boolean {
  return /^https?:[^*]+$/.test(text) && URL.canParse(text) && new URL(text).origin === text;
}
