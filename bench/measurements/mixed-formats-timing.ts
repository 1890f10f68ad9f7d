import { randomBytes } from 'node:crypto';
import { argon2id, hasher } from 'latchkey';
import { PASSWORD, seedUsers } from '../accounts.js';
import type { Engine } from '../engines.js';
import type { Measurement } from '../measurement.js';
import { openSubject } from '../subject.js';
import { tellApart } from '../tell-apart.js';

const ACCOUNTS = 2000;

/** A table on its way from several older programs: of each ten rows, so many hold such a hash. */
const OLD = [
  { share: 4, hash: '$2b$10$UwpTTUpTTUpTTUpTTUpTTO3a0Zb1tq1bS0t6YCz5VYh0m9Xx3l2aW' },
  {
    share: 3,
    hash: 'pbkdf2_sha256$260000$Ck3Qv8yZtW1nPd5x$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=',
  },
  { share: 1, hash: '$P$B12345678AAAAAAAAAAAAAAAAAAAAA.' },
] as const;
const SHARE_OF_TODAY = 2;

/** The same attack as on a table of one format, with and without decoys by weight. */
export const mixedFormatsTiming: Measurement = {
  name: 'mixed-formats-timing',
  onEachEngine: true,
  async run(size, engine) {
    const today = await argon2id().hash(PASSWORD);
    const rows = [
      ...OLD.flatMap(({ share, hash }) => Array.from({ length: share }, () => hash as string)),
      ...Array.from({ length: SHARE_OF_TODAY }, () => today),
    ];
    await seedUsers(engine.db, ACCOUNTS, { hashOf: (n) => rows[n % rows.length] as string });
    const { population } = await hasher().survey(
      Array.from({ length: ACCOUNTS }, (_, n) => rows[n % rows.length] as string),
    );
    const withDecoys = hasher({ decoys: { key: randomBytes(32), population } });
    return [
      {
        ...(await told(size.of(4000), engine, withDecoys)),
        what: 'authenticate in a table of mixed formats, with decoys, AUC',
        budget: { atLeast: 0.48, atMost: 0.52 },
      },
      {
        ...(await told(size.of(1000), engine, hasher())),
        what: '… without decoys, AUC',
        budget: null,
      },
    ];
  },
};

async function told(tries: number, engine: Engine, ofTable: ReturnType<typeof hasher>) {
  const { passwords } = openSubject(engine, 'external', undefined, ofTable);
  const result = await tellApart(passwords, tries, ACCOUNTS);
  await passwords.close();
  return result;
}
