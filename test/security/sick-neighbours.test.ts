import { text } from 'node:stream/consumers';
import { Kysely } from 'kysely';
import { mailer } from 'latchkey/mail';
import { type SmtpTransportOptions, smtpTransport } from 'latchkey/nodemailer';
import { sqlStores } from 'latchkey/sql';
import type { SMTPServerOptions } from 'smtp-server';
import { expect, it, onTestFinished } from 'vitest';
import { type DemoTables, demoMapping } from '../support/demo-users.js';
import { type AppStores, type Engine, forEachEngine } from '../support/each-engine.js';
import { dialectOf } from '../support/engines.js';
import { gate } from '../support/gate.js';
import { lineTo } from '../support/line-to.js';
import { type OpenService, openService, passwordOf } from '../support/open-service.js';
import { postOffice, smtpReply } from '../support/smtp-post-office.js';

const ANN = { id: 'ann', email: 'ann@example.org', password: passwordOf('old') };
const newPassword = passwordOf('new');
const PEOPLE = Array.from({ length: 4 }, (_, n) => `person${n}@example.org`);

async function seedPeople(service: OpenService): Promise<void> {
  for (const [n, email] of PEOPLE.entries()) await service.seedAccount({ id: `person${n}`, email });
}

/** Goes on draining, ten minutes after the other, until nothing is left. */
async function drainToTheEnd({ passwords, clock, stores }: OpenService): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) {
    await passwords.drainOutbox();
    if ((await stores.outbox.status({ countUpTo: 1 })).pending === 0) return;
    clock.advance(10 * 60);
  }
}

/** What a mail server does while it is sick; `null`: it is not there at all. */
const sick: Record<string, SMTPServerOptions | null> = {
  'hangs before its greeting': { onConnect: () => {} },
  'hangs at the recipient': { onRcptTo: () => {} },
  'is not there': null,
  'answers 451': { onRcptTo: (_address, _session, done) => done(smtpReply(451, 'later')) },
  'answers 421 and hangs up': {
    onConnect: (_session, done) => done(smtpReply(421, 'too busy')),
  },
};

forEachEngine('a mail server that is sick', (engine) => {
  /** Mails over SMTP: impatient while the server is sick, and as by default once it is well. */
  function openOver(url: string, socketTimeoutSeconds = 0.2) {
    const overSmtp = (options: SmtpTransportOptions) => {
      const mails = mailer<string, object>({
        transport: smtpTransport(url, { maxConnections: 5, ...options }),
        from: { name: 'Acme', address: 'no-reply@acme.example' },
        product: { name: 'Acme', url: 'https://acme.example' },
      });
      onTestFinished(() => mails.close());
      return mails;
    };
    let mails = overSmtp({ greetingTimeoutSeconds: 0.2, socketTimeoutSeconds });
    const service = openService(engine, { mailer: (mail, call) => mails.send(mail, call) });
    const isWell = () => {
      mails = overSmtp({});
    };
    return { service, isWell };
  }

  it.each(Object.entries(sick))(
    'attack 36: that %s holds up no request, and everything arrives once it is well',
    async (how, options) => {
      const first = await postOffice(options ?? {});
      let closed = false;
      const closeFirst = async () => {
        if (!closed) await first.close();
        closed = true;
      };
      onTestFinished(closeFirst);
      if (options === null) await closeFirst();
      const { service, isWell } = openOver(first.url);
      await seedPeople(service);
      await service.passwords.requestReset({ identifier: PEOPLE[0]! });
      let drained = false;
      const draining = service.passwords.drainOutbox().then(() => {
        drained = true;
      });
      // Known and unknown are answered alike while the mail is under way.
      for (const identifier of [...PEOPLE.slice(1), 'nobody@example.org'])
        expect(await service.passwords.requestReset({ identifier })).toEqual({
          ok: true,
          flowId: null,
        });
      if (how.startsWith('hangs')) expect(drained).toBe(false);
      await draining;
      expect(service.mails).toEqual([]);
      await service.passwords.drainOutbox();
      expect(service.eventsOf('outbox.deferred').length).toBeGreaterThan(0);
      expect(service.eventsOf('mail.sent')).toEqual([]);

      await closeFirst();
      const well = await postOffice({}, first.port);
      onTestFinished(() => well.close());
      isWell();
      await drainToTheEnd(service);
      expect(well.received.flatMap(({ recipients }) => recipients).toSorted()).toEqual(PEOPLE);
      expect(await service.passwords.listGivenUp()).toEqual([]);
    },
  );

  it('attack 36: that hangs up in the middle of the text gets the same link again', async () => {
    let sickly = true;
    const reading = gate();
    const texts: string[] = [];
    const office = await postOffice({
      onData(stream, _session, done) {
        stream.on('error', () => {});
        // What never left reached nobody, and the next try may carry another link.
        if (sickly) return void stream.once('data', () => reading.resolve());
        text(stream).then((each) => {
          texts.push(each);
          done();
        }, done);
      },
    });
    onTestFinished(() => office.close());
    const line = await lineTo(office.url);
    onTestFinished(() => line.close());
    const { service, isWell } = openOver(line.url, 15);
    await service.seedAccount(ANN);
    await service.passwords.requestReset({ identifier: ANN.email });
    const draining = service.passwords.drainOutbox();
    await reading.promise;
    await line.cut();
    sickly = false;
    await draining;
    await line.mend();
    isWell();
    await drainToTheEnd(service);
    expect(texts.length).toBeGreaterThan(0);
    expect(service.eventsOf('ticket.issued')).toHaveLength(1);
    const token = service.lastToken();
    expect(await service.passwords.redeemTicket({ token, newPassword })).toMatchObject({
      ok: true,
    });
  });

  it('that took the mail and was too slow to say so gets the same link again', async () => {
    let slow = true;
    const received: string[] = [];
    const office = await postOffice({
      async onData(stream, _session, done) {
        received.push(await text(stream));
        if (!slow) done();
      },
    });
    onTestFinished(() => office.close());
    const { service, isWell } = openOver(office.url, 2);
    await service.seedAccount(ANN);
    await service.request(ANN.email);
    expect(received).toHaveLength(1);
    expect(service.eventsOf('outbox.deferred')).toMatchObject([{ cause: 'timeout' }]);
    slow = false;
    isWell();
    await drainToTheEnd(service);
    expect(received.length).toBeGreaterThan(1);
    const idOf = (raw: string | undefined) => /^message-id: (.*)$/im.exec(raw ?? '')?.[1];
    expect(idOf(received[0])).toBe(idOf(received[1]));
    expect(service.eventsOf('ticket.issued')).toHaveLength(1);
    const token = service.lastToken();
    expect(await service.passwords.redeemTicket({ token, newPassword })).toMatchObject({
      ok: true,
    });
  });
});

forEachEngine('a session store that is away for a minute', (engine) => {
  it.each(['refuses', 'hangs'] as const)(
    'attack 53: and %s: the change is answered, the old session is dead, and it is ended afterwards',
    async (how) => {
      let away = true;
      const { sessions } = engine.stores();
      const reach = <T>(work: () => Promise<T>): Promise<T> => {
        if (!away) return work();
        return how === 'hangs' ? new Promise(() => {}) : Promise.reject(new Error('away'));
      };
      const service = openService(engine, {
        mailTimeoutSeconds: 0.05,
        stores: (stores) => ({
          ...stores,
          sessions: {
            transactional: false,
            create: (session) => sessions.create(session),
            find: (query) => sessions.find(query),
            revoke: (revocation) => reach(() => sessions.revoke(revocation)),
            restamp: (stamp) => reach(() => sessions.restamp(stamp)),
          } satisfies AppStores['sessions'],
        }),
      });
      await service.seedAccount(ANN);
      const session = (await service.signIn(ANN.email, ANN.password))!;
      const issued = await service.passwords.issueTicket({ accountId: 'ann' });
      const token = issued.ok ? issued.ticket.token : '';
      expect(await service.passwords.redeemTicket({ token, newPassword })).toMatchObject({
        ok: true,
        sessions: 'revocation_pending',
      });
      const check = { accountId: 'ann', credentialsVersion: 0 };
      expect(await service.passwords.checkSession(check)).toMatchObject({ ok: false });
      expect(await service.signIn(ANN.email, newPassword)).not.toBeNull();
      // A minute later the store is still away, and the notice does not wait for it.
      service.clock.advance(60);
      await service.passwords.drainOutbox();
      expect(service.mails).toMatchObject([{ kind: 'password_changed' }]);
      expect(service.eventsOf('outbox.deferred')).toMatchObject([{ kind: 'session_revocation' }]);
      away = false;
      await drainToTheEnd(service);
      const stored = { accountKey: 'ann', sessionId: session, credentialsVersion: 1 };
      expect(await sessions.restamp(stored)).toBeNull();
      expect(await service.stores.outbox.status({ countUpTo: 9 })).toMatchObject({ pending: 0 });
    },
  );
});

forEachEngine(
  'a database that is away for a while',
  (engine) => {
    it('answers everyone 503 meanwhile, and a running worker goes on by itself once it is back', async () => {
      const { service, line } = await throughProxy(engine);
      await seedPeople(service);
      await service.passwords.requestReset({ identifier: PEOPLE[0]! });
      await line.cut();
      for (const identifier of [PEOPLE[1]!, 'nobody@example.org'])
        await expect(service.passwords.requestReset({ identifier })).rejects.toMatchObject({
          code: 'ERR_STORE',
          statusCode: 503,
        });
      const stop = new AbortController();
      const running = service.passwords.runOutbox({ signal: stop.signal });
      await expect.poll(() => service.eventsOf('outbox.failed').length).toBeGreaterThan(0);
      await line.mend();
      await service.passwords.requestReset({ identifier: PEOPLE[2]! });
      await expect.poll(() => service.mails.length, { timeout: 20_000 }).toBe(2);
      stop.abort();
      await running;
      expect(await service.stores.outbox.status({ countUpTo: 9 })).toMatchObject({ pending: 0 });
    });
  },
  ['postgres', 'mariadb'],
);

/** A service that reaches the engine's database by a line. */
async function throughProxy(engine: Engine) {
  const line = await lineTo(engine.url!);
  onTestFinished(() => line.close());
  const db = new Kysely<DemoTables>({ dialect: dialectOf(line.url) });
  onTestFinished(() => db.destroy());
  const stores = sqlStores(db, { users: demoMapping }) as AppStores;
  return { line, service: openService(engine, { stores: () => stores }) };
}
