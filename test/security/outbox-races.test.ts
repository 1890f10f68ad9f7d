import { MailDeliveryError } from 'latchkey';
import { createConnection } from 'mysql2/promise';
import pg from 'pg';
import { expect, it } from 'vitest';
import { type Engine, forEachEngine } from '../support/each-engine.js';
import { gate } from '../support/gate.js';
import { openService, passwordOf, tokenIn } from '../support/open-service.js';

const ANN = { id: 'ann', email: 'ann@example.org', password: passwordOf('old') };
const newPassword = passwordOf('new');
/** `mailTimeoutSeconds` twice and half a minute. */
const LEASE_SECONDS = 90;

/** The mail server of one worker: takes a mail when the test says so. */
function heldMailServer() {
  const arrived = gate();
  const answered = gate();
  return {
    arrived: arrived.promise,
    accept: () => answered.resolve(),
    refuse: (permanent: boolean) =>
      answered.reject(new MailDeliveryError('no', { permanent, undelivered: permanent })),
    mailer: () => {
      arrived.resolve();
      return answered.promise;
    },
  };
}

/** How many transactions are open in the engine's database, where its server can tell. */
async function openTransactions({ name, url }: Engine): Promise<number> {
  if (name === 'postgres') {
    const client = new pg.Client({ connectionString: url! });
    await client.connect();
    const { rows } = await client.query(`
      select count(*)::int as open from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid() and xact_start is not null`);
    await client.end();
    return rows[0].open;
  }
  if (name !== 'mariadb') return 0;
  const connection = await createConnection(url!);
  const [rows] = await connection.query(`
    select count(*) as open from information_schema.innodb_trx
    join information_schema.processlist on id = trx_mysql_thread_id
    where db = database() and id <> connection_id()`);
  await connection.end();
  return Number((rows as { open: number }[])[0]?.open);
}

forEachEngine('workers that race', (engine) => {
  it('two on one expired lease: one of them mails, and the newest delivered link works', async () => {
    const server = heldMailServer();
    const slow = openService(engine, { mailer: server.mailer });
    const { clock } = slow;
    const others = [0, 1].map(() =>
      openService(engine, { clock, stores: () => engine.furtherStores() }),
    );
    await slow.seedAccount(ANN);
    await slow.passwords.requestReset({ identifier: ANN.email });
    const draining = slow.passwords.drainOutbox();
    await server.arrived;
    clock.advance(LEASE_SECONDS);
    await Promise.all(others.map(({ passwords }) => passwords.drainOutbox()));
    const taken = others.flatMap(({ mails }) => mails);
    expect(taken).toHaveLength(1);
    expect(await slow.stores.outbox.status({ countUpTo: 9 })).toMatchObject({ pending: 0 });

    // The slow one's mail is accepted after all, and is the newest that she has.
    server.accept();
    await draining;
    expect(slow.eventsOf('outbox.deferred')).toEqual([]);
    expect(slow.mails).toHaveLength(1);
    const [newest, older] = [tokenIn(slow.mails[0]), tokenIn(taken[0])];
    expect(newest).not.toBe(older);
    expect(await slow.passwords.redeemTicket({ token: newest, newPassword })).toMatchObject({
      ok: true,
    });
    expect(await slow.passwords.inspectTicket({ token: older })).toMatchObject({ ok: false });
  });

  it('one whose lease ran out while its mail was refused takes nothing from the other', async () => {
    for (const permanent of [true, false]) {
      const server = heldMailServer();
      const realm = `refused ${permanent}`;
      const slow = openService(engine, { realm, mailer: server.mailer });
      const { clock } = slow;
      const other = openService(engine, { realm, clock });
      if ((await engine.account('ann', realm)) === null) await slow.seedAccount(ANN);
      await slow.passwords.requestReset({ identifier: ANN.email });
      const draining = slow.passwords.drainOutbox();
      await server.arrived;
      clock.advance(LEASE_SECONDS);
      await other.passwords.drainOutbox();
      server.refuse(permanent);
      await draining;
      expect(slow.eventsOf('outbox.given_up')).toEqual([]);
      expect(await slow.passwords.listGivenUp()).toEqual([]);
      const token = tokenIn(other.mails.at(-1));
      expect(await other.passwords.inspectTicket({ token })).toMatchObject({ ok: true });
    }
  });

  it('a refusal after minting leaves the earlier link working, and the next request mails a new one', async () => {
    const service = openService(engine);
    await service.seedAccount(ANN);
    await service.request(ANN.email);
    const earlier = service.lastToken();
    service.mailServer = 'refuses';
    await service.request(ANN.email);
    expect(service.eventsOf('ticket.issued')).toHaveLength(2);
    expect(service.eventsOf('outbox.given_up')).toMatchObject([{ reason: 'refused' }]);
    expect(await service.passwords.inspectTicket({ token: earlier })).toMatchObject({ ok: true });
    service.mailServer = 'accepts';
    await service.request(ANN.email);
    const newest = service.lastToken();
    expect(newest).not.toBe(earlier);
    expect(await service.passwords.inspectTicket({ token: earlier })).toMatchObject({
      reason: 'token_superseded',
    });
    expect(await service.passwords.redeemTicket({ token: newest, newPassword })).toMatchObject({
      ok: true,
    });
  });

  it('attack 27, attack 34: four at once send one address no more than three mails, and the last link works', async () => {
    const first = openService(engine);
    const workers = [
      first,
      ...[1, 2, 3].map(() =>
        openService(engine, { clock: first.clock, stores: () => engine.furtherStores() }),
      ),
    ];
    await first.seedAccount(ANN);
    const delivered: string[] = [];
    await Promise.all(
      workers.map(async ({ passwords, mails }) => {
        for (let turn = 0; turn < 4; turn += 1) {
          await passwords.requestReset({ identifier: ANN.email });
          await passwords.drainOutbox();
          for (const mail of mails.splice(0)) delivered.push(tokenIn(mail));
        }
      }),
    );
    expect(delivered.length).toBeGreaterThan(0);
    expect(delivered.length).toBeLessThanOrEqual(3);
    const good = await Promise.all(
      delivered.map(async (token) => (await first.passwords.inspectTicket({ token })).ok),
    );
    expect(good.filter((ok) => ok)).toHaveLength(1);
  });

  it('a mailer that hangs holds no transaction and no lock: others write meanwhile', async () => {
    const server = heldMailServer();
    const slow = openService(engine, { mailer: server.mailer });
    await slow.seedAccount(ANN);
    await slow.passwords.requestReset({ identifier: ANN.email });
    const draining = slow.passwords.drainOutbox();
    await server.arrived;
    expect(await openTransactions(engine)).toBe(0);
    const other = openService(engine, {
      clock: slow.clock,
      stores: () => engine.furtherStores(),
    });
    // Requests, and writes to the very rows that the mail is about.
    expect(await other.passwords.requestReset({ identifier: ANN.email })).toEqual({
      ok: true,
      flowId: null,
    });
    expect(await other.passwords.adminSetPassword({ accountId: 'ann', newPassword })).toMatchObject(
      { ok: true },
    );
    server.accept();
    await draining;
    // Its link is of the password before: dead on arrival, and the pending request mails the next.
    await other.passwords.drainOutbox();
    const token = tokenIn([...slow.mails, ...other.mails].at(-1));
    expect(await other.passwords.inspectTicket({ token })).toMatchObject({ ok: true });
  });
});
