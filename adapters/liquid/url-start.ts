import type { Place } from './place.js';

/** Attributes that are URLs. */
const URLS = new Set(
  (
    'href xlink:href src action formaction background poster data lowsrc dynsrc longdesc cite ' +
    'codebase classid archive manifest profile'
  ).split(' '),
);

/** Attributes of several URLs, or of what becomes one: any value in them may say where one leads. */
const LISTS = new Set('srcset imagesrcset ping attributionsrc to from by values'.split(' '));

/** Stands, in a value that is read, for an output that says where a URL leads. */
export const KNOWN_START = '\ue000';

/** Stands for a value that has its scheme and host. */
const HAS_HOST = '\ue001';

/** Stands for a value that is longer than any scheme and host. */
const HAS_NONE = '\ue002';
const MAX_START = 300;

/** A URL's scheme and host, with what ends them. No `javascript:`, which has comments that look so. */
const WITH_HOST = new RegExp(
  `^\\s*(?:mailto:|(?:${KNOWN_START}[^\\s/?#\\\\]*|(?!javascript:)[a-z][a-z\\d+.-]*://[^\\s/?#\\\\]+)[/?#])`,
  'i',
);

/** What of an attribute's value has to be remembered, when `text` is added to it. */
export function urlStart(attribute: string, value: string, text: string): string {
  if (!URLS.has(attribute) && attribute !== 'content') return '';
  if (value === HAS_HOST || value === HAS_NONE) return value;
  const longer = value + text;
  if (WITH_HOST.test(longer)) return HAS_HOST;
  return longer.length > MAX_START ? HAS_NONE : longer;
}

/** The template's own text has no stand-ins in it. */
export function ownText(character: string): string {
  return /[\ue000-\ue002]/.test(character) ? '?' : character;
}

/** Where an output stands in a value of which so much has been read. */
export function placeInValue(attribute: string, value: string): Place {
  if (attribute === 'srcdoc' || attribute.startsWith('on')) return 'script';
  if (attribute === 'style') return 'style';
  if (LISTS.has(attribute)) return 'url';
  // `<meta http-equiv="refresh" content="0; url=…">`
  if (attribute === 'content') return /^\s*[\d.]+[\s;,]/.test(value) ? 'url' : 'quoted';
  return URLS.has(attribute) && value !== HAS_HOST ? 'url' : 'quoted';
}
