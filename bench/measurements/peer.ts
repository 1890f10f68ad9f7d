import { unwrap } from 'latchkey';
import { addressOf, newPasswordOf, PASSWORD, seedPeerUsers, seedUsers } from '../accounts.js';
import { interleave } from '../interleave.js';
import { throughput } from '../load.js';
import type { Measurement, Row } from '../measurement.js';
import { openPeer } from '../peer.js';
import { openSubject } from '../subject.js';

const CONCURRENCY = 8;

/**
 * The same three jobs on better-auth, with the same hash on the same pool. Its request mints and
 * hands the mail over before it answers; latchkey's answers first, so both are compared: the
 * answer, and all of the work.
 */
export const peer: Measurement = {
  name: 'peer',
  onEachEngine: true,
  async run(size, engine) {
    const rounds = size.of(6);
    const requests = size.of(300);
    const hashes = size.of(60);
    const accounts = Math.max(requests, (rounds + 1) * hashes);

    const links: string[] = [];
    const { passwords, stores } = openSubject(engine, 'external', (url) => links.push(url));
    const { auth, tokens } = await openPeer(engine);
    await seedUsers(engine.db, accounts);
    await seedPeerUsers(engine.db, accounts);

    const request = (n: number) => passwords.requestReset({ identifier: addressOf(n) });
    const requestOfPeer = (n: number) =>
      auth.api.requestPasswordReset({ body: { email: addressOf(n) } });
    const drain = async () => {
      while ((await passwords.drainOutbox()).handled > 0);
    };

    const answers = await interleave(
      rounds,
      async () => {
        const perSecond = await throughput(requests, CONCURRENCY, request);
        await drain();
        return perSecond;
      },
      () => throughput(requests, CONCURRENCY, requestOfPeer),
    );

    const mails = await interleave(
      size.of(4),
      async () => {
        const startedAt = performance.now();
        await throughput(requests, CONCURRENCY, request);
        await drain();
        return requests / ((performance.now() - startedAt) / 1000);
      },
      () => throughput(requests, CONCURRENCY, requestOfPeer),
    );

    links.length = 0;
    tokens.length = 0;
    for (let n = 0; n < (rounds + 1) * hashes; n++) {
      await request(n);
      await requestOfPeer(n);
      if (n % 200 === 199) await drain();
    }
    await drain();
    const resets = await interleave(
      rounds,
      (round) =>
        throughput(hashes, CONCURRENCY, async (i) => {
          const n = round * hashes + i;
          const token = new URL(links[n] as string).searchParams.get('token') as string;
          unwrap(await passwords.redeemTicket({ token, newPassword: newPasswordOf(n) }));
        }),
      (round) =>
        throughput(hashes, CONCURRENCY, async (i) => {
          const n = round * hashes + i;
          const token = tokens[n] as string;
          await auth.api.resetPassword({ body: { token, newPassword: newPasswordOf(n) } });
        }),
    );

    await seedUsers(engine.db, hashes, { first: accounts });
    await seedPeerUsers(engine.db, hashes, accounts);
    const expiresAt = new Date(Date.now() + 7 * 24 * 3_600_000);
    const signIns = await interleave(
      rounds,
      () =>
        throughput(hashes, CONCURRENCY, async (i) => {
          const identifier = addressOf(accounts + i);
          const { account, credentialsVersion } = unwrap(
            await passwords.authenticate({ identifier, password: PASSWORD }),
          );
          const accountKey = String(account.id);
          await stores.sessions.create({ accountKey, credentialsVersion, expiresAt });
        }),
      () =>
        throughput(hashes, CONCURRENCY, (i) =>
          auth.api.signInEmail({ body: { email: addressOf(accounts + i), password: PASSWORD } }),
        ),
    );
    await passwords.close();
    return [
      row('request answered', answers),
      row('request to mail handed over', mails),
      row('redeem', resets),
      row('sign-in with a session', signIns),
    ];
  },
};

function row(what: string, measured: Awaited<ReturnType<typeof interleave>>): Row {
  const { ratio, lowest, highest, a, b } = measured;
  return {
    what: `${what}: latchkey ÷ better-auth`,
    value: ratio,
    budget: null,
    detail: `${a.toFixed(1)} ÷ ${b.toFixed(1)} per second, rounds ${lowest.toFixed(2)} to ${highest.toFixed(2)}`,
  };
}
