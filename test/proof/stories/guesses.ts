import { randomBytes } from 'node:crypto';
import type { Mail } from 'latchkey';
import { createThrottleTable } from 'latchkey/rate-limit';
import mysql from 'mysql2';
import { expect, it } from 'vitest';
import { passwordOf } from '../../support/cheap-hasher.js';
import { codeIn, FixedClock, tokenIn } from '../../support/open-service.js';
import { postgresPool } from '../../support/postgres-server.js';
import { newPrefix, REDIS_URL, redisAnswers, removeKeys } from '../../support/redis-server.js';
import { openPlace } from '../child/open-place.js';
import type { Place } from '../child/tasks.js';
import { addressOf, forEachPlace, type PlaceName, type TestPlace } from '../support/each-place.js';
import { startChild } from '../support/start-child.js';
import { summarise } from '../support/summary.js';

const PROCESSES = 4;
const GUESSES = 200;
/** As many as are mailed in a quarter of an hour. */
const FLOWS = 3;
const PER_IDENTIFIER = 10;
const PER_CODE = 5;

export interface Guesses {
  readonly rounds: number;
  readonly places?: readonly PlaceName[];
}

const redisAvailable = await redisAnswers();
const prefix = newPrefix();

/** Sees to it that the processes count together; SQLite has no throttle of its own. */
async function countingTogether({ name, place }: TestPlace): Promise<Place> {
  const together = (throttle: Place['throttle'] & {}) => ({
    ...place,
    throttle,
    codeKey: randomBytes(32).toString('hex'),
  });
  const { sql: url } = place;
  if (name === 'mixed') return together('beside the tickets');
  if (name === 'sqlite')
    return together({ kind: 'node-redis', url: REDIS_URL, keyPrefix: `${prefix}:` });
  if (name === 'postgres') {
    const postgres = postgresPool({ connectionString: url, max: 1 });
    await createThrottleTable({ postgres });
    await postgres.end();
    return together({ kind: 'postgres', url, keyPrefix: '' });
  }
  const pool = mysql.createPool({ uri: url, connectionLimit: 1 });
  await createThrottleTable({ mysql: pool });
  await pool.promise().end();
  return together({ kind: 'mysql', url, keyPrefix: '' });
}

/** Many processes guess at all the codes of one account at once, through the whole service. */
export function provesGuesses({ rounds, places }: Guesses): void {
  forEachPlace(
    'four processes that guess at the codes of one account',
    (here) => {
      it.skipIf(here.name === 'sqlite' && redisAvailable !== true)(
        'attack 30: of two hundred guesses each, ten are looked at, five for a code, and none opens anything',
        async () => {
          const startedAt = performance.now();
          const clock = new FixedClock();
          const now = clock.now().getTime();
          const place = await countingTogether(here);
          const children = await Promise.all(
            Array.from({ length: PROCESSES }, () => startChild(place)),
          );
          const mails: Mail<string>[] = [];
          const look = await openPlace(place, {
            clock: clock.now,
            mailer: async (mail) => void mails.push(mail as Mail<string>),
          });
          const { passwords } = look;
          try {
            for (let round = 0; round < rounds; round += 1) {
              const id = `guessed-${round}`;
              const identifier = addressOf(id);
              const password = passwordOf(id);
              await here.seed(id, password);
              const flowIds: string[] = [];
              for (let n = 0; n < FLOWS; n += 1) {
                const requested = await passwords.requestReset({ identifier, deliver: 'code' });
                flowIds.push((requested.ok && requested.flowId) || '');
                await passwords.drainOutbox();
              }
              // A notice of the round before is among them.
              const right = mails
                .splice(0)
                .filter((mail) => 'code' in mail)
                .map(codeIn);
              const wrong = Array.from({ length: PROCESSES * GUESSES + FLOWS }, (_, n) =>
                String(n).padStart(8, '0'),
              ).filter((code) => !right.includes(code));

              const answers = await Promise.all(
                children.map((child, n) =>
                  child.ask<'guess'>({
                    do: 'guess',
                    flowIds,
                    codes: wrong.slice(n * GUESSES, (n + 1) * GUESSES),
                    now,
                  }),
                ),
              );

              const outcomes = answers.flatMap((answer) => answer.outcomes);
              const admitted = outcomes.filter((outcome) => outcome !== 'throttled');
              expect(outcomes).toHaveLength(PROCESSES * GUESSES);
              expect(admitted).toEqual(new Array(PER_IDENTIFIER).fill('code_invalid'));
              const looked = answers.flatMap((answer) => answer.looked);
              expect(looked.length).toBeGreaterThan(0);
              for (const ticketId of new Set(looked))
                expect(looked.filter((each) => each === ticketId).length).toBeLessThanOrEqual(
                  PER_CODE,
                );

              // Nor do the right ones help any more today; the owner has his password and his links.
              for (const [n, flowId] of flowIds.entries())
                expect(
                  await passwords.exchangeCode({ flowId, code: right[n] as string }),
                ).toMatchObject({ reason: 'throttled' });
              expect(await passwords.authenticate({ identifier, password })).toMatchObject({
                ok: true,
              });
              await passwords.requestReset({ identifier });
              await passwords.drainOutbox();
              const token = tokenIn(mails.splice(0).find((mail) => 'url' in mail));
              expect(
                await passwords.redeemTicket({ token, newPassword: passwordOf(`${id} new`) }),
              ).toMatchObject({ ok: true });
            }
          } finally {
            await look.close();
            if (here.name === 'sqlite') await removeKeys(REDIS_URL, prefix);
          }
          summarise('guesses at codes', here.name, startedAt, {
            rounds,
            guesses: rounds * PROCESSES * GUESSES,
            'looked at': rounds * PER_IDENTIFIER,
          });
        },
      );
    },
    places,
  );
}
