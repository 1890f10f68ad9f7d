import type { Place } from './place.js';

/** Attributes that are URLs. */
const URLS = new Set(
  (
    'href src action formaction background poster data lowsrc dynsrc longdesc cite ' +
    'codebase classid archive manifest profile base'
  ).split(' '),
);

/** Attributes of several URLs, or of what becomes one: any value in them may say where one leads. */
const LISTS = new Set('srcset imagesrcset ping attributionsrc to from by values'.split(' '));

/** Stands, in a value that is read, for the library's own link. */
export const KNOWN_START = '\ue000';

/** Stands for an output of which nobody knows what it comes to. */
export const UNKNOWN_START = '\ue002';

/** Stands for a value that nothing behind it leads anywhere else. */
const IS_SETTLED = '\ue001';

/** Stands for a value of which nobody knows where it leads, or that is longer than any scheme and host. */
const IS_OPEN = UNKNOWN_START;
const MAX_START = 300;

/**
 * A URL's scheme and host, with what ends them. No `javascript:`, which has comments that look so, and
 * no host that could be empty to somebody: of character references, or with a name for its user.
 */
const WITH_HOST = new RegExp(
  `^[\\t\\n\\f\\r ]*(?:mailto:|${KNOWN_START}/|` +
    '(?!(?:java|vb)script:)[a-z][a-z\\d+.-]*://' +
    '(?:[^\\s/?#\\\\&@:\\[\\]\\ue000-\\uf8ff]+|\\[[\\da-f:.]+\\])(?::\\d*)?[/?#])',
  'i',
);

/** `<meta http-equiv="refresh" content="0; url=…">` */
const REFRESH = /^\s*[\d.]+[\s;,]/;
const MAY_BE_REFRESH = /^\s*[\d.]*$/;

/** What of an attribute's value has to be remembered, when `text` is added to it. */
export function urlStart(attribute: string, value: string, text: string): string {
  const isContent = attribute === 'content';
  if (!isContent && !URLS.has(localName(attribute))) return '';
  if (value === IS_SETTLED || value === IS_OPEN) return value;
  const longer = value + text;
  if (longer.includes(UNKNOWN_START)) return IS_OPEN;
  if (isContent) {
    if (REFRESH.test(longer)) return IS_OPEN;
    if (!MAY_BE_REFRESH.test(longer)) return IS_SETTLED;
  } else if (WITH_HOST.test(longer)) return IS_SETTLED;
  return longer.length > MAX_START ? IS_OPEN : longer;
}

/** The template's own text has no stand-ins in it. */
export function ownText(character: string): string {
  return /[\ue000-\ue002]/.test(character) ? '?' : character;
}

/** Outlook's `o:href` is one, and so is `xlink:href`. */
function localName(attribute: string): string {
  return attribute.slice(attribute.lastIndexOf(':') + 1);
}

/**
 * Where an output stands in a value of which so much has been read.
 *
 * @param isNamed - whether the tag says otherwise what it is about, so that it refreshes nothing
 */
export function placeInValue(attribute: string, value: string, isNamed: boolean): Place {
  if (attribute === 'srcdoc' || attribute.startsWith('on')) return 'script';
  if (attribute === 'style') return 'style';
  const name = localName(attribute);
  if (LISTS.has(name)) return 'url';
  if (attribute === 'content')
    return value === IS_SETTLED || (isNamed && value !== IS_OPEN) ? 'quoted' : 'url';
  if (!URLS.has(name) || value === IS_SETTLED) return 'quoted';
  return value.trim() === '' ? 'url' : 'in_url';
}
