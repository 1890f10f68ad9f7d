import { LatchkeyError, type Ticket, type TokenStore } from 'latchkey';
import type { RedisClient } from '../client.js';
import { accountTag, isAccountTag, realmTag } from '../keys.js';
import { forgottenBefore, keptMilliseconds } from '../lifetime.js';
import { placeOf, type RealmOptions, realmOf } from '../options.js';
import { millisecondsOf, requireText, requireVersion, textOf, textsOf } from '../values.js';
import {
  decodeTicket,
  encodeEntry,
  encodeProof,
  encodeTicket,
  isTombstone,
  lookupOf,
  tombstoneFor,
} from './record.js';
import * as scripts from './scripts.js';

/**
 * Keeps tickets in Redis, on a single node or a Cluster. A ticket here is a pointer and not the
 * judge: whether it opens anything is decided by the credentials version in your database, so that
 * a Redis that has lost or revived some (a restart, a failover, an old snapshot) lets nobody in
 * twice. What it has lost is `token_invalid`, and the person asks again.
 *
 * Tickets disappear by themselves three hours after they expire; `purge` has nothing to do.
 *
 * @param client the application's own, of the package redis or ioredis; it is never closed
 * @param options.realm - that of the other stores. @default 'default'
 * @param options.keyPrefix - must differ for each deployment on one Redis. @default 'latchkey'
 * @param options.timeoutSeconds - @default 3
 * @throws LatchkeyError `ERR_INVALID_OPTION` at once for another client or an impossible option;
 *   `ERR_STORE` (503) from every method while Redis is away
 *
 * @example
 * ```ts
 * const client = await createClient({ url: 'redis://127.0.0.1:6379' }).connect();
 * const stores = { ...sqlStores(db), tickets: redisTokenStore(client) };
 * ```
 */
export function redisTokenStore(client: RedisClient, options: RealmOptions = {}): TokenStore {
  const realm = realmOf(options);
  const { connection, keyPrefix } = placeOf(client, options, ['realm']);
  const keyOf = (tag: string) => `${keyPrefix}:tickets:{${tag}}`;
  const keyOfAccount = (accountKey: string) => keyOf(accountTag(realm, accountKey));
  // Two realms share no pointer, even under one digest.
  const pointerKeyOf = (lookup: string) => `${keyPrefix}:ticket:${realmTag(realm)}:${lookup}`;

  /**
   * Makes a digest lead to a ticket that is still to be stored; `false` where it leads to another.
   * A pointer to nothing, which a crash has left, gives way. Pointer and ticket may be on two nodes of
   * a Cluster, so first the ticket that it names becomes impossible, in case its process is only slow, and
   * then the pointer is moved, unless somebody else was faster: of two, one is ever stored.
   */
  async function pointTo(ticket: Ticket, lookup: string, kept: string): Promise<boolean> {
    const own = `${accountTag(realm, ticket.accountKey)} ${ticket.id}`;
    const point = async (...inPlaceOf: string[]) =>
      textOf(
        await connection.run(scripts.POINT, [pointerKeyOf(lookup)], [own, kept, ...inPlaceOf]),
      );
    const present = await point();
    if (present === own) return true;
    const place = present === null ? null : placeIn(present);
    if (present === null || place === null) return false;
    const claim = [place.id, tombstoneFor(ticket), kept];
    const line = textOf(await connection.run(scripts.CLAIM, [keyOf(place.tag)], claim));
    const leadsTo = line === null ? null : lookupOf(line);
    return leadsTo !== null && leadsTo !== lookup && (await point(present)) === own;
  }

  return {
    transactional: false,

    // The pointer first: after a crash in between it points to nothing, which opens nothing. The
    // token is nobody's yet in either order; this one also refuses a digest that is taken before
    // anything of the new ticket is there.
    async insert({ ticket, digest, whileOpen }) {
      if (ticket.realm !== realm)
        throw new LatchkeyError('ERR_STORE', 'The ticket belongs to another realm.');
      if (!isDigest(digest))
        throw new LatchkeyError('ERR_STORE', 'The digest of a ticket has 32 bytes.');
      requireText('id', ticket.id);
      if (whileOpen !== undefined) requireText('whileOpen', whileOpen);
      const lookup = spell(digest);
      const key = keyOfAccount(ticket.accountKey);
      const line = encodeTicket(ticket, lookup);
      const issuedAt = millisecondsOf('issuedAt', ticket.issuedAt);
      const kept = keptMilliseconds(issuedAt, millisecondsOf('expiresAt', ticket.expiresAt));
      const condition = whileOpen === undefined ? [] : [whileOpen];
      const args = [ticket.id, line, kept, forgottenBefore(issuedAt), ...condition];
      const outcome = (await pointTo(ticket, lookup, kept))
        ? await connection.run(scripts.INSERT, [key], args)
        : 'taken';
      if (outcome !== 'stored' && outcome !== 'closed')
        throw new LatchkeyError('ERR_STORE', 'A ticket with this digest or id exists already.');
      return outcome === 'stored';
    },

    async findByDigest(digest) {
      if (!isDigest(digest)) return null;
      const lookup = spell(digest);
      const pointer = textOf(await connection.run(scripts.FOLLOW, [pointerKeyOf(lookup)], []));
      if (pointer === null) return null;
      const place = placeIn(pointer);
      if (place === null) return null;
      const { tag, id } = place;
      const line = textOf(await connection.run(scripts.FIND, [keyOf(tag)], [id]));
      return line === null ? null : decodeTicket(line, { id, realm, lookup });
    },

    async recordProof({ accountKey, ticketId, proof }) {
      requireText('ticketId', ticketId);
      const args = [ticketId, encodeProof(proof)];
      const done = await connection.run(scripts.RECORD_PROOF, [keyOfAccount(accountKey)], args);
      return Number(done) === 1;
    },

    async promote({ ticket, credentialsVersion }) {
      requireText('id', ticket.id);
      requireVersion(credentialsVersion);
      const args = [ticket.id, String(credentialsVersion)];
      const done = await connection.run(scripts.PROMOTE, [keyOfAccount(ticket.accountKey)], args);
      return Number(done) === 1;
    },

    async close({ accountKey, spentId, belowVersion }) {
      requireVersion(belowVersion);
      if (spentId !== null) requireText('spentId', spentId);
      const args = [String(belowVersion), ...(spentId === null ? [] : [spentId])];
      const done = await connection.run(scripts.CLOSE, [keyOfAccount(accountKey)], args);
      return Number(done) === 1;
    },

    async countTry({ accountKey, ticketId, limit }) {
      requireText('ticketId', ticketId);
      const args = [ticketId, String(limit)];
      const done = await connection.run(scripts.COUNT_TRY, [keyOfAccount(accountKey)], args);
      return Number(done) === 1;
    },

    async refundTry({ accountKey, ticketId }) {
      requireText('ticketId', ticketId);
      await connection.run(scripts.REFUND_TRY, [keyOfAccount(accountKey)], [ticketId]);
    },

    async listByAccount({ accountKey, limit }) {
      const all = textsOf(await connection.run(scripts.LIST, [keyOfAccount(accountKey)], []));
      const listed: Ticket[] = [];
      for (let index = 0; index + 1 < all.length; index += 2) {
        const [id, line] = [all[index] ?? '', all[index + 1] ?? ''];
        if (isTombstone(line)) continue;
        const ticket = decodeTicket(line, { id, realm, lookup: lookupOf(line) ?? '' });
        if (ticket !== null) listed.push(ticket);
      }
      return listed.sort((a, b) => b.issuedAt.getTime() - a.issuedAt.getTime()).slice(0, limit);
    },

    async revoke({ accountKey, ticketId, purposes }) {
      if (ticketId !== null) requireText('ticketId', ticketId);
      if (ticketId === '') return 0;
      const args = [ticketId ?? '', ...purposes];
      return Number(await connection.run(scripts.REVOKE, [keyOfAccount(accountKey)], args));
    },

    async countMintingEntries(query) {
      const { accountKey, delivery, credentialsVersion, since, exceptEntryId } = query;
      const args = [
        String(credentialsVersion),
        String(millisecondsOf('since', since)),
        encodeEntry(exceptEntryId),
        delivery,
      ];
      const key = keyOfAccount(accountKey);
      return Number(await connection.run(scripts.COUNT_ENTRIES, [key], args));
    },

    // The tickets first: a pointer that outlives them is a digest of nothing, and expires.
    async removeByAccount(accountKey) {
      const lines = textsOf(
        await connection.run(scripts.REMOVE_ALL, [keyOfAccount(accountKey)], []),
      );
      for (const line of lines) {
        const lookup = lookupOf(line);
        if (lookup !== null) await connection.run(scripts.FORGET, [pointerKeyOf(lookup)], []);
      }
    },

    purge: async () => 0,
  };
}

/** Where a pointer leads; `null` where it is none of ours. */
function placeIn(pointer: string): { readonly tag: string; readonly id: string } | null {
  const tag = pointer.slice(0, pointer.indexOf(' '));
  return isAccountTag(tag) ? { tag, id: pointer.slice(tag.length + 1) } : null;
}

/** How a digest is spelt in keys and lines. */
function spell(digest: Uint8Array): string {
  return Buffer.from(digest).toString('base64url');
}

function isDigest(value: unknown): value is Uint8Array {
  return value instanceof Uint8Array && value.byteLength === 32;
}
