import { mailer } from 'latchkey/mail';
import { smtpTransport } from 'latchkey/nodemailer';
import { expect, it, onTestFinished } from 'vitest';
import { type Engine, forEachEngine } from '../support/each-engine.js';
import { type AppMail, openService, passwordOf } from '../support/open-service.js';
import type { Halt } from '../support/outbox-process.js';
import { type PostOffice, postOffice } from '../support/smtp-post-office.js';
import { outboxProcesses } from '../support/start-outbox-process.js';

const ANN = { id: 'ann', email: 'ann@example.org', password: passwordOf('old') };
/** `mailTimeoutSeconds` twice and half a minute. */
const LEASE_SECONDS = 90;

const processes = outboxProcesses();

async function office(options?: Parameters<typeof postOffice>[0]): Promise<PostOffice> {
  const opened = await postOffice(options);
  onTestFinished(() => opened.close());
  return opened;
}

/** A service of this process that mails over SMTP as the workers do. */
function openOverSmtp(engine: Engine, { url }: PostOffice) {
  const mails = mailer<string, object>({
    transport: smtpTransport(url),
    from: { name: 'Acme', address: 'no-reply@acme.example' },
    product: { name: 'Acme', url: 'https://acme.example' },
  });
  const service = openService(engine, { mailer: mails });
  onTestFinished(() => mails.close());
  return service;
}

const tokensIn = ({ received }: PostOffice): string[] =>
  received.map(({ parsed }) => /token=([A-Za-z0-9_-]{43})/.exec(parsed.text ?? '')?.[1] ?? '');

forEachEngine(
  'an outbox of several processes',
  (engine) => {
    it('attack 34: 4 workers send each of 200 mails once, and none of them starves', async () => {
      const service = openService(engine);
      const addresses = Array.from({ length: 200 }, (_, n) => `person${n}@example.org`);
      for (const [n, email] of addresses.entries()) {
        await service.seedAccount({ id: `person${n}`, email });
        await service.passwords.requestReset({ identifier: email });
      }
      const mailed: string[] = [];
      const busy = new Set<number>();
      const waiting: (() => void)[] = [];
      const now = service.clock.now().getTime();
      const workers = Array.from({ length: 4 }, (_, n) => {
        const worker = processes.start({ url: engine.url!, now });
        worker.listen((report) => {
          if (report.type !== 'mail') return;
          mailed.push(report.to);
          busy.add(n);
          waiting.push(() => worker.order({ type: 'answer', mail: report.mail, as: 'accepted' }));
          // Nobody's mail is accepted before everybody has one in hand: one that starves would stop all.
          if (busy.size === 4) for (const accept of waiting.splice(0)) accept();
        });
        return worker;
      });
      await expect
        .poll(async () => (await service.stores.outbox.status({ countUpTo: 1000 })).pending, {
          timeout: 50_000,
          interval: 200,
        })
        .toBe(0);
      expect(mailed.toSorted()).toEqual(addresses.toSorted());
      for (const worker of workers) expect(await worker.end('SIGTERM')).toBe(0);
      const troubles = workers.flatMap(({ reports }) =>
        reports.filter(
          ({ type, ...more }) => type === 'event' && /outbox/.test(JSON.stringify(more)),
        ),
      );
      expect(troubles).toEqual([]);
    }, 60_000);

    it.each<[Halt | 'holding', { mails: number; links: number }]>([
      ['claimed', { mails: 1, links: 0 }],
      ['minted', { mails: 1, links: 0 }],
      ['holding', { mails: 1, links: 0 }],
      ['accepted', { mails: 2, links: 1 }],
    ])(
      'attack 55: a worker killed at "%s" delays an entry, and loses nothing',
      async (at, expected) => {
        let hold = false;
        let held = () => {};
        const holding = new Promise<void>((resolve) => {
          held = resolve;
        });
        const server = await office({
          onRcptTo(_address, _session, done) {
            if (!hold) return done();
            hold = false;
            held();
          },
        });
        const service = openOverSmtp(engine, server);
        await service.seedAccount(ANN);
        await service.request(ANN.email);
        const isGood = async (token: string) =>
          (await service.passwords.inspectTicket({ token })).ok;
        const [earlierToken = ''] = tokensIn(server);
        hold = at === 'holding';

        await service.passwords.requestReset({ identifier: ANN.email });
        // The request itself becomes an entry for the mail: that is the one to die with.
        await service.passwords.drainOutbox({ maxEntries: 1 });
        const now = service.clock.now().getTime();
        const smtp = server.url;
        const victim = processes.start(
          at === 'holding'
            ? { url: engine.url!, now, smtp }
            : { url: engine.url!, now, smtp, haltAt: at },
        );
        await (at === 'holding' ? holding : victim.heard('halted'));
        expect(await victim.end('SIGKILL')).toBe('SIGKILL');
        const delivered = tokensIn(server).slice(1);
        expect(delivered).toHaveLength(expected.links);
        // Whatever she was sent so far works, and the earlier link is not taken from her.
        for (const token of [earlierToken, ...delivered]) expect(await isGood(token)).toBe(true);

        service.clock.advance(LEASE_SECONDS - 1);
        expect(await service.passwords.drainOutbox()).toEqual({ handled: 0, moreDue: false });
        service.clock.advance(1);
        await service.passwords.drainOutbox();
        const tokens = tokensIn(server).slice(1);
        expect(tokens).toHaveLength(expected.mails);
        expect(new Set(tokens).size).toBe(expected.mails);
        expect(await isGood(earlierToken)).toBe(false);
        expect(await service.stores.outbox.status({ countUpTo: 9 })).toMatchObject({ pending: 0 });
        const newPassword = passwordOf('new');
        expect(
          await service.passwords.redeemTicket({ token: tokens.at(-1)!, newPassword }),
        ).toMatchObject({ ok: true });
      },
      60_000,
    );

    it('a worker that is asked to stop finishes the mails in hand and begins no other', async () => {
      const service = openService(engine);
      for (let n = 0; n < 8; n += 1) {
        await service.seedAccount({ id: `p${n}`, email: `p${n}@example.org` });
        await service.passwords.requestReset({ identifier: `p${n}@example.org` });
      }
      // A moment later, so that what each of the eight requests becomes is due after all of them.
      service.clock.advance(1);
      await service.passwords.drainOutbox({ maxEntries: 8 });
      const worker = processes.start({ url: engine.url!, now: service.clock.now().getTime() });
      const last = await worker.heard('mail', ({ mail }) => mail === 4);
      expect(last.mail).toBe(4);
      const ended = worker.end('SIGTERM');
      await worker.heard('stopping');
      for (let mail = 0; mail < 5; mail += 1)
        worker.order({ type: 'answer', mail, as: 'accepted' });
      expect(await ended).toBe(0);
      expect(worker.reports.filter(({ type }) => type === 'mail')).toHaveLength(5);
      // The clock stands still: what is left was never held by a lease.
      await service.passwords.drainOutbox();
      expect(service.mails).toHaveLength(3);
      expect(await service.stores.outbox.status({ countUpTo: 9 })).toMatchObject({ pending: 0 });
    }, 60_000);

    it('a worker that is asked to stop between a claim and its work gives the entries back', async () => {
      const service = openService(engine);
      await service.seedAccount(ANN);
      await service.passwords.requestReset({ identifier: ANN.email });
      const worker = processes.start({
        url: engine.url!,
        now: service.clock.now().getTime(),
        waitAfterClaim: true,
      });
      expect((await worker.heard('claimed')).kinds).toEqual(['reset_request']);
      expect(await service.passwords.drainOutbox()).toMatchObject({ handled: 0 });
      const ended = worker.end('SIGTERM');
      await worker.heard('stopping');
      worker.order({ type: 'go' });
      expect(await ended).toBe(0);
      await service.passwords.drainOutbox();
      expect(service.mails.map(({ to }: AppMail) => to)).toEqual([ANN.email]);
    }, 60_000);
  },
  ['sqlite', 'postgres', 'mariadb'],
);
