/**
 * Adds the outcome of a reset to a URL, as Auth0 does: the query goes before the fragment, and
 * what is there already stays byte for byte as it was, a `state` of the maker's included.
 *
 * @example
 * ```ts
 * landingUrl('https://app.example/?a=b#top', { success: 'true' });
 * // 'https://app.example/?a=b&success=true#top'
 * ```
 */
export function landingUrl(
  target: string,
  outcome: Readonly<Record<string, string | null>>,
): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(outcome))
    if (value !== null) parameters.append(name, value);
  if (parameters.size === 0) return target;
  const hash = target.indexOf('#');
  const head = hash === -1 ? target : target.slice(0, hash);
  const fragment = hash === -1 ? '' : target.slice(hash);
  const query = head.indexOf('?');
  const open = query === head.length - 1 || head.endsWith('&');
  const mark = query === -1 ? '?' : open ? '' : '&';
  // Percent signs rather than plus signs for spaces: every reader understands those.
  return `${head}${mark}${parameters.toString().replaceAll('+', '%20')}${fragment}`;
}
