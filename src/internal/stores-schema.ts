import * as z from 'zod';

/** Accepts an object, of a class or not, that has these methods. */
export const objectWith = (...methods: string[]) =>
  z.custom<object>(
    (value) =>
      typeof value === 'object' &&
      value !== null &&
      methods.every((name) => typeof (value as Record<string, unknown>)[name] === 'function'),
    { error: `must have ${methods.map((name) => `"${name}"`).join(', ')}` },
  );

/** What each store must be able to do; what it promises by it is said at its port. */
export const storesSchema = z.looseObject({
  realm: z.string().min(1).max(64),
  unitOfWork: objectWith('run'),
  users: objectWith(
    'findByAddress',
    'findByKey',
    'writePasswordHash',
    'replacePasswordHash',
    'markEmailVerified',
  ),
  credentials: objectWith(
    'read',
    'lock',
    'raiseVersion',
    'requireChange',
    'noteFormerAddress',
    'findFormerAddress',
    'purgeFormerAddresses',
    'remove',
  ),
  tickets: objectWith(
    'insert',
    'findByDigest',
    'recordProof',
    'promote',
    'close',
    'countTry',
    'refundTry',
    'listByAccount',
    'revoke',
    'countMintingEntries',
    'removeByAccount',
    'purge',
  ),
  history: objectWith('append', 'list', 'removeByAccount'),
  outbox: objectWith(
    'enqueue',
    'claim',
    'complete',
    'countMint',
    'defer',
    'giveUp',
    'fold',
    'status',
    'requeue',
    'listGivenUp',
    'removeByAccount',
    'purge',
  ),
  sessions: objectWith('revoke', 'restamp').optional(),
});
