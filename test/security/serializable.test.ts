import pg from 'pg';
import { beforeAll, expect, it } from 'vitest';
import { forEachEngine } from '../support/each-engine.js';
import { cheapHasher, openService, passwordOf } from '../support/open-service.js';

const ANN = { id: 'ann', email: 'ann@example.org', password: passwordOf('old') };

// Distributed engines that speak PostgreSQL's protocol run every transaction serializable, and
// answer 40001 to all but one of those that meet. PostgreSQL does the same where it is told to.
forEachEngine(
  'a database that is serializable throughout',
  (engine) => {
    beforeAll(async () => {
      const client = new pg.Client({ connectionString: engine.url as string });
      await client.connect();
      const { rows } = await client.query('select current_database() as name');
      await client.query(
        `alter database ${rows[0].name} set default_transaction_isolation = 'serializable'`,
      );
      await client.end();
    });
    const stores = () => engine.furtherStores();

    it('attack 19: of 50 redemptions one wins, and the others are told so, not an error', async () => {
      const service = openService(engine, { stores, hashing: { maxWaiting: 1000 } });
      await service.seedAccount(ANN);
      for (let round = 0; round < 3; round += 1) {
        const issued = await service.passwords.issueTicket({ accountId: 'ann' });
        const token = issued.ok ? issued.ticket.token : '';
        const passwords = Array.from({ length: 50 }, (_, n) => passwordOf(`${round}-${n}`));
        const outcomes = await Promise.all(
          passwords.map(async (newPassword) => {
            const result = await service.passwords.redeemTicket({ token, newPassword });
            return result.ok ? 'won' : result.reason;
          }),
        );
        expect(outcomes.filter((outcome) => outcome === 'won')).toHaveLength(1);
        for (const outcome of outcomes)
          expect(['won', 'token_used', 'token_invalid']).toContain(outcome);
        const stored = (await engine.account('ann'))!.passwordHash!;
        const winner = passwords[outcomes.indexOf('won')] as string;
        expect(await cheapHasher.verify(stored, winner)).toBe(true);
      }
    });

    it('attack 27: ten requests at once end in a link that works', async () => {
      const service = openService(engine, { stores });
      await service.seedAccount({ ...ANN, id: 'bea', email: 'bea@example.org' });
      await Promise.all(
        Array.from({ length: 10 }, () =>
          service.passwords.requestReset({ identifier: 'bea@example.org' }),
        ),
      );
      await Promise.all([1, 2, 3].map(() => service.passwords.drainOutbox()));
      const token = service.lastToken();
      const newPassword = passwordOf('new');
      expect(await service.passwords.redeemTicket({ token, newPassword })).toMatchObject({
        ok: true,
      });
    });
  },
  ['postgres'],
);
