import type { MailContext } from 'latchkey';
import { clientDetails } from './client-details.js';
import { isolated } from './isolates.js';
import type { Language } from './language.js';
import type { Facts } from './letter.js';

/** What is known of where a request came from and with what: a row for each, or none. */
export function requestFacts(context: MailContext, language: Language): Facts['rows'] {
  const apart = (text: string | null) =>
    text === null ? null : isolated(text, language.direction);
  const { place, device, browser, system, ip } = clientDetails(context);
  const [withBrowser, onSystem] = [apart(browser), apart(system)];
  const known =
    withBrowser !== null && onSystem !== null
      ? language.device({ browser: withBrowser, system: onSystem })
      : (withBrowser ?? onSystem ?? apart(device));
  const { facts } = language;
  const rows = [
    [facts.place, apart(place)],
    [facts.device, known],
    [facts.ip, apart(ip)],
  ] as const;
  return rows.flatMap(([label, value]) => (value === null ? [] : [[label, value] as const]));
}
