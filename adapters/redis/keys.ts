import { createHash } from 'node:crypto';
import { requireText } from './values.js';

/** 132 bits: nobody finds two accounts, or two realms, with one tag. */
const TAG_LENGTH = 22;

/**
 * Names an account in keys. All keys of an account have the tag in braces, so that a Cluster keeps
 * them on one node and a script may touch them together. It is a digest: an id can hold braces,
 * spaces or ten thousand characters, and the list of keys tells no ids.
 */
export function accountTag(realm: string, accountKey: string): string {
  requireText('accountKey', accountKey);
  // JSON keeps apart what joined text would not: ("a", "b\0c") and ("a\0b", "c"), and the lone
  // surrogates that UTF-8 makes one and the same.
  return digest(JSON.stringify([realm, accountKey])).slice(0, TAG_LENGTH);
}

export function realmTag(realm: string): string {
  return digest(JSON.stringify(realm)).slice(0, TAG_LENGTH);
}

export function isAccountTag(value: unknown): value is string {
  return typeof value === 'string' && /^[\w-]{22}$/.test(value);
}

/** SHA-256 in base64url: 43 characters. */
export function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
