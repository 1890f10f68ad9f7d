import { LatchkeyError } from 'latchkey';

/**
 * Reads which realm a store is of. A space at the end would not tell two realms apart on MariaDB and
 * MySQL, whose collations pad with spaces. @default 'default'
 */
export function realmOf({ realm = 'default' }: { readonly realm?: string | undefined }): string {
  if (typeof realm === 'string' && realm !== '' && !realm.endsWith(' ')) return realm;
  throw new LatchkeyError(
    'ERR_INVALID_OPTION',
    'The option "realm" must be a non-empty text with no space at its end.',
  );
}
