import type { AccountId } from 'latchkey';

/** What a session carries about its sign-in, as plain JSON. */
export interface Stamp {
  /** Account 5 of one realm is not account 5 of another. */
  readonly realm: string;
  readonly accountKey: string;
  readonly idType: 'string' | 'number' | 'bigint';
  /** The session is good while it is the account's current one. */
  readonly credentialsVersion: number;
  /** How long the index lists the session, in epoch milliseconds; 0 where it does not. */
  readonly indexedUntil: number;
}

/** The field of a session's data that holds the stamp. */
const FIELD = 'latchkey';

/** Makes the stamp of a session that is not indexed yet. */
export function newStamp(realm: string, id: AccountId, credentialsVersion: number): Stamp {
  const idType = typeof id as Stamp['idType'];
  return { realm, accountKey: String(id), idType, credentialsVersion, indexedUntil: 0 };
}

/** Reads a session's stamp; `null` where it has none, `'malformed'` where that is no stamp. */
export function readStamp(session: object): Stamp | 'malformed' | null {
  const stamp: unknown = (session as Record<string, unknown>)[FIELD];
  if (stamp === undefined || stamp === null) return null;
  return isStamp(stamp) ? stamp : 'malformed';
}

export function writeStamp(session: object, stamp: Stamp): void {
  (session as Record<string, unknown>)[FIELD] = stamp;
}

export function removeStamp(session: object): void {
  delete (session as Record<string, unknown>)[FIELD];
}

/** Whether two stamps let the same account in by the same right. */
export function isSameSignIn(a: Stamp, b: Stamp): boolean {
  return (
    a.realm === b.realm &&
    a.accountKey === b.accountKey &&
    a.credentialsVersion === b.credentialsVersion
  );
}

/** The account's id in the type that it has in the users table; JSON knows no bigint. */
export function accountIdOf<Id extends AccountId>({ accountKey, idType }: Stamp): Id {
  if (idType === 'number') return Number(accountKey) as Id;
  return (idType === 'bigint' ? BigInt(accountKey) : accountKey) as Id;
}

function isStamp(value: unknown): value is Stamp {
  if (typeof value !== 'object' || value === null) return false;
  const stamp = value as Record<keyof Stamp, unknown>;
  if (typeof stamp.realm !== 'string' || typeof stamp.accountKey !== 'string') return false;
  const isId =
    stamp.idType === 'string' ||
    (stamp.idType === 'number' && String(Number(stamp.accountKey)) === stamp.accountKey) ||
    (stamp.idType === 'bigint' && /^-?\d{1,40}$/.test(stamp.accountKey));
  return (
    isId && Number.isSafeInteger(stamp.credentialsVersion) && Number.isFinite(stamp.indexedUntil)
  );
}
