import type { RedisClient } from './client.js';
import { type Connection, openConnection } from './connection.js';
import { invalid } from './errors.js';

/** What all stores on Redis can be told. */
export interface RedisOptions {
  /**
   * What all keys begin with: letters, digits and `. : _ -`, at most 100 of them. It must differ for
   * each deployment on one Redis. Two that share it share their links, sessions and counts: a link
   * that staging mailed can open the account of the same id and address in production.
   * @default 'latchkey'
   */
  readonly keyPrefix?: string | undefined;
  /**
   * How long each command may take, waiting for a lost connection included, before it fails with
   * `ERR_STORE`. An operation may send several, one after another. @default 3
   */
  readonly timeoutSeconds?: number | undefined;
}

export interface RealmOptions extends RedisOptions {
  /** Names the set of accounts; the same as that of the other stores. @default 'default' */
  readonly realm?: string | undefined;
}

/** A connection and the beginning of every key. */
export interface Place {
  readonly connection: Connection;
  readonly keyPrefix: string;
}

/**
 * Reads the options that all stores share.
 *
 * @param more the names of the others that this store knows
 */
export function placeOf(
  client: RedisClient,
  options: RedisOptions,
  more: readonly string[] = [],
): Place {
  refuseUnknown(options, more);
  const { keyPrefix = 'latchkey', timeoutSeconds = 3 } = options;
  // A brace would be a hash tag of its own and tear apart the keys of an account on a Cluster.
  if (typeof keyPrefix !== 'string' || !/^[\w.:-]{1,100}$/.test(keyPrefix))
    throw invalid('The option "keyPrefix" must be 1 to 100 letters, digits or any of ". : _ -".');
  if (!Number.isFinite(timeoutSeconds) || timeoutSeconds <= 0 || timeoutSeconds > 600)
    throw invalid('The option "timeoutSeconds" must be a number above 0 and at most 600.');
  return { connection: openConnection(client, timeoutSeconds), keyPrefix };
}

/** A `prefix` for a `keyPrefix` would silently put everything among the keys of another. */
export function refuseUnknown(options: object, more: readonly string[]): void {
  const known = ['keyPrefix', 'timeoutSeconds', ...more];
  const unknown = Object.keys(options).find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw invalid(`The option "${unknown}" is unknown; there are: ${known.join(', ')}.`);
}

export function realmOf({ realm = 'default' }: RealmOptions): string {
  if (typeof realm !== 'string' || realm === '')
    throw invalid('The option "realm" must be a non-empty text.');
  return realm;
}
