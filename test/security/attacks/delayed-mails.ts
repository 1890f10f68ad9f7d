import { MailDeliveryError } from 'latchkey';
import { expect, it } from 'vitest';
import { passwordOf } from '../../support/cheap-hasher.js';
import type { Engine } from '../../support/each-engine.js';
import { disavowTokenIn, drained, LINKS } from '../../support/notices.js';
import {
  type AppMail,
  type OpenService,
  openService,
  tokenIn,
} from '../../support/open-service.js';

const ANN = { id: 'ann', email: 'ann@example.org', password: passwordOf(1) };
const MINUTES = 60;
const HOURS = 60 * MINUTES;
/** Ten minutes, and a fifth more at most. */
const LONGEST_BACKOFF = 12 * MINUTES;

/** Drains at intervals while the mail server is away, and once when it is back. */
async function delayed(service: OpenService, waits: readonly number[]): Promise<AppMail[]> {
  service.mailServer = 'fails';
  for (const seconds of waits) {
    await service.passwords.drainOutbox();
    service.clock.advance(seconds);
  }
  service.mailServer = 'accepts';
  return drained(service);
}

const tickets = ({ stores }: OpenService) =>
  stores.tickets.listByAccount({ accountKey: ANN.id, limit: 100 });

/** Mails that a mail server has kept waiting. */
export function delayedMailAttacks(engine: Engine): void {
  async function open(mailer?: (mail: AppMail) => Promise<void>): Promise<OpenService> {
    const service = openService(engine, { links: LINKS, ...(mailer && { mailer }) });
    await service.seedAccount(ANN);
    return service;
  }

  it('attack 22: a link that was refused for a while is one ticket, and says what is left of it', async () => {
    const ids: string[] = [];
    const service = await open(async ({ id }) => void ids.push(id));
    await service.passwords.requestReset({ identifier: ANN.email });
    const asked = service.clock.now().getTime();
    const [mail, ...more] = await delayed(service, [5 * MINUTES, 10 * MINUTES, 5 * MINUTES + 1]);
    expect(more).toEqual([]);
    // Of the 39 minutes and 59 seconds.
    expect(mail).toMatchObject({ kind: 'reset_link', lifetimeSeconds: 39 * MINUTES });
    expect(ids).toHaveLength(4);
    expect(new Set(ids).size, 'one Message-ID').toBe(1);
    expect(await tickets(service)).toHaveLength(1);
    const token = tokenIn(mail);
    const end = { ok: true, expiresAt: new Date(asked + 60 * MINUTES * 1000) };
    service.clock.advance(39 * MINUTES);
    expect(await service.passwords.inspectTicket({ token })).toMatchObject(end);
  });

  it.each(['operator_lock', 'disavowal'] as const)(
    'attack 34: the way back in is mailed after hours without a word of the provider: %s',
    async (kind) => {
      const service = await open();
      const { passwords, clock } = service;
      if (kind === 'operator_lock') await passwords.lock({ accountId: ANN.id, notify: true });
      else {
        await passwords.accountChanged({ accountId: ANN.id, change: 'passkey_added' });
        const token = disavowTokenIn((await drained(service))[0]);
        await passwords.disavowChange({ token, address: ANN.email });
      }
      service.mailServer = 'fails';
      const hours = 5;
      for (let minute = 0; minute < hours * 60; minute += 1) {
        await passwords.drainOutbox();
        clock.advance(MINUTES);
      }
      const minted = service.eventsOf('ticket.issued').filter(({ purpose }) => purpose === 'reset');
      expect(minted.length, 'one for each half hour').toBeLessThanOrEqual(2 * hours);
      service.mailServer = 'accepts';
      clock.advance(LONGEST_BACKOFF);
      const [mail, ...more] = await drained(service);
      expect(more).toEqual([]);
      expect(mail).toMatchObject({ kind, to: ANN.email });
      const newPassword = passwordOf(2);
      const token = tokenIn(mail);
      expect(await passwords.redeemTicket({ token, newPassword })).toMatchObject({ ok: true });
    },
  );

  it('a link of a short life survives an outage that its request survives', async () => {
    const service = openService(engine, { lifetimes: { resetSeconds: 10 * MINUTES } });
    await service.seedAccount(ANN);
    await service.passwords.requestReset({ identifier: ANN.email });
    service.mailServer = 'fails';
    for (let minute = 0; minute < 45; minute += 1) {
      await service.passwords.drainOutbox();
      service.clock.advance(MINUTES);
    }
    service.mailServer = 'accepts';
    service.clock.advance(LONGEST_BACKOFF);
    const mails = await drained(service);
    expect(mails).toHaveLength(1);
    const redemption = { token: tokenIn(mails[0]), newPassword: passwordOf(2) };
    expect(await service.passwords.redeemTicket(redemption)).toMatchObject({ ok: true });
  });

  it('attack 22: after half of its life a link that reached nobody is left for a whole one', async () => {
    const service = await open();
    await service.seedAccount({ id: 'bob', email: 'bob@example.org', password: passwordOf(1) });
    for (const [identifier, late, lifetimeSeconds, minted] of [
      [ANN.email, 0, 30 * MINUTES, 1],
      ['bob@example.org', 0.001, 60 * MINUTES, 2],
    ] as const) {
      const issued = () =>
        service.eventsOf('ticket.issued').filter(({ purpose }) => purpose === 'reset').length;
      const before = issued();
      await service.passwords.requestReset({ identifier });
      const mails = await delayed(service, [15 * MINUTES, 15 * MINUTES + late]);
      const mail = mails.find(({ kind }) => kind === 'reset_link');
      expect(mail).toMatchObject({ to: identifier, lifetimeSeconds });
      expect(issued() - before).toBe(minted);
      const redeem = { token: tokenIn(mail), newPassword: passwordOf(2) };
      expect(await service.passwords.redeemTicket(redeem)).toMatchObject({ ok: true });
    }
  });

  it('attack 22: what may have arrived is sent again to the letter', async () => {
    const sent: AppMail[] = [];
    const service = await open(async (mail) => {
      sent.push(mail);
      if (sent.length < 3) throw new MailDeliveryError('cut', { permanent: false });
    });
    await service.passwords.requestReset({ identifier: ANN.email });
    await delayed(service, [5 * MINUTES, 5 * MINUTES]);
    expect(sent).toHaveLength(3);
    expect(sent[1]).toEqual(sent[0]);
    expect(sent[2]).toEqual(sent[0]);
  });

  it('a notice of days ago says what is left of its link', async () => {
    const service = await open();
    const set = { accountId: ANN.id, newPassword: passwordOf(2), notify: true };
    expect(await service.passwords.adminSetPassword(set)).toMatchObject({ ok: true });
    const [mail] = await delayed(service, [1 * HOURS, 14 * HOURS, 15 * HOURS + 1]);
    expect(mail).toMatchObject({ disavow: { lifetimeSeconds: 41 * HOURS } });
    expect(await tickets(service)).toHaveLength(1);
  });

  it('attack 27: links that may have arrived are three at most and one more for each half of a life, those that did not are not counted', async () => {
    const replies: boolean[] = [];
    const tokens = new Set<string>();
    const mailer = async (mail: AppMail) => {
      tokens.add(tokenIn(mail));
      throw new MailDeliveryError('no', {
        permanent: false,
        undelivered: replies.shift() ?? false,
      });
    };
    const service = await open(mailer);
    await service.passwords.requestReset({ identifier: ANN.email });
    // Workers that each begin anew hold no link of another.
    const { clock } = service;
    for (const undelivered of [true, true, false, true]) {
      replies.push(undelivered);
      await service.passwords.drainOutbox();
      clock.advance(5 * MINUTES);
    }
    expect(tokens.size).toBe(1);
    const links: number[] = [];
    for (let n = 0; n < 4; n += 1) {
      await openService(engine, { links: LINKS, clock, mailer }).passwords.drainOutbox();
      links.push(tokens.size);
      clock.advance(LONGEST_BACKOFF);
    }
    // After 20 and 32 minutes, 44 and 56.
    expect(links).toEqual([2, 3, 4, 4]);
  });
}
