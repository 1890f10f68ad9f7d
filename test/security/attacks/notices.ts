import { MailDeliveryError } from 'latchkey';
import { expect, it } from 'vitest';
import type { Engine } from '../../support/each-engine.js';
import { disavowTokenIn, drained, LINKS, lastNotice } from '../../support/notices.js';
import { type OpenService, openService, passwordOf } from '../../support/open-service.js';
import { updateWithin } from '../../support/update-within.js';

const ANN = { id: 'ann', email: 'ann@example.org', password: passwordOf('first') };
const address = ANN.email;
const NEW = 'new@example.net';
const newPassword = passwordOf('second');

const KINDS = ['password_changed', 'address_changed'] as const;
type Kind = (typeof KINDS)[number];

/** Has a notice put into the outbox, and not yet sent. */
async function cause({ passwords }: OpenService, engine: Engine, kind: Kind): Promise<void> {
  if (kind === 'password_changed') {
    const currentPassword = ANN.password;
    const change = { accountId: 'ann', currentPassword, newPassword };
    expect(await passwords.changePassword(change)).toMatchObject({ ok: true });
    return;
  }
  await engine.update('ann', { email: NEW });
  const changed = { accountId: 'ann', oldAddress: address };
  expect(await passwords.addressChanged(changed)).toEqual({ ok: true });
}

/** What the notice's link answers once it is used: the account is locked either way. */
async function expectLinkWorks(service: OpenService, token: string): Promise<void> {
  const { passwords, stores } = service;
  expect(await passwords.disavowChange({ token, address })).toMatchObject({ ok: true });
  const { changeRequired } = await stores.credentials.read('ann');
  expect(['disavowed', 'disputed']).toContain(changeRequired);
}

/** ATTACKS.md 55, as far as the notices carry a link. */
export function noticeAttacks(engine: Engine): void {
  it.each(KINDS)(
    'attack 55: %s reaches the address at commit through failures and crashes, with a link that works',
    async (kind) => {
      const service = openService(engine, { links: LINKS });
      await service.seedAccount(ANN);
      service.mailServer = 'fails';
      await cause(service, engine, kind);
      // The thief changes the address in the next second.
      await engine.update('ann', { email: 'thief@example.net' });
      for (let n = 0; n < 5; n += 1) {
        expect(await drained(service)).toEqual([]);
        service.clock.advance(700);
      }
      const now = service.clock.now();
      await service.stores.outbox.claim({
        now,
        leaseUntil: new Date(+now + 60_000),
        leaseId: 'crashed',
        limit: 10,
      });
      const other = openService(engine, { links: LINKS, clock: service.clock });
      expect(await drained(other)).toEqual([]);
      service.clock.advance(61);
      const mails = await drained(other);
      expect(mails).toMatchObject([{ kind, to: address, disavow: { lifetimeSeconds: 259_200 } }]);
      expect(await drained(other)).toEqual([]);
      await expectLinkWorks(other, disavowTokenIn(mails[0]));
    },
  );

  it.each(KINDS)(
    'attack 55: %s is sent by two workers at worst, and both links work',
    async (kind) => {
      const service = openService(engine, { links: LINKS });
      await service.seedAccount(ANN);
      // The mail server takes the mail, and its answer is lost.
      let lost: unknown;
      const first = openService(engine, {
        links: LINKS,
        clock: service.clock,
        mailer: async (mail) => {
          lost = mail;
          throw new MailDeliveryError('cut', { permanent: false });
        },
      });
      await cause(first, engine, kind);
      await first.passwords.drainOutbox();
      service.clock.advance(60);
      const [mail] = await drained(service);
      const tokens = [disavowTokenIn(lost as never), disavowTokenIn(mail)];
      expect(new Set(tokens).size).toBe(2);
      expect((lost as { id: string }).id, 'one Message-ID').toBe(mail?.id);
      for (const token of tokens)
        expect(await service.passwords.inspectDisavowal({ token })).toMatchObject({ ok: true });
      await expectLinkWorks(service, tokens[0]!);
      await expectLinkWorks(service, tokens[1]!);
    },
  );

  it.each(['de', null])(
    'attack 55: in whose language a thief works matters nothing to an owner whose own is %s',
    async (locale) => {
      const service = openService(engine, { links: LINKS });
      const { passwords } = service;
      await service.seedAccount({ ...ANN, locale });
      const call = { context: { locale: 'ar' } };
      const currentPassword = ANN.password;
      await passwords.changePassword({ accountId: 'ann', currentPassword, newPassword }, call);
      await passwords.addressChanged({ accountId: 'ann', oldAddress: address }, call);
      await passwords.requestReset({ identifier: address }, call);
      await passwords.requestReset({ identifier: address, deliver: 'code' }, call);
      await passwords.disavowChange(
        { token: disavowTokenIn((await drained(service))[0]), address },
        call,
      );
      await drained(service);
      const kinds = new Set(service.mails.map(({ kind }) => kind));
      expect(kinds).toEqual(
        new Set(['password_changed', 'address_changed', 'reset_link', 'reset_code', 'disavowal']),
      );
      expect(new Set(service.mails.map((mail) => mail.locale))).toEqual(new Set([locale ?? 'ar']));
    },
  );

  it('a worker that tries for days sends one link, and makes one ticket of it', async () => {
    const tried: string[] = [];
    const service = openService(engine, {
      links: LINKS,
      mailer: async (mail) => {
        tried.push(disavowTokenIn(mail));
        throw new MailDeliveryError('not now', { permanent: false, undelivered: true });
      },
    });
    await service.seedAccount(ANN);
    await cause(service, engine, 'password_changed');
    for (let n = 0; n < 20; n += 1) {
      await service.passwords.drainOutbox();
      service.clock.advance(1000);
    }
    expect(tried.length).toBeGreaterThan(15);
    expect(new Set(tried).size).toBe(1);
    const { tickets } = service.stores;
    expect(await tickets.listByAccount({ accountKey: 'ann', limit: 100 })).toHaveLength(1);
  });

  it('a link that was not delivered in half of its life is made anew', async () => {
    const service = openService(engine, { links: LINKS });
    await service.seedAccount(ANN);
    service.mailServer = 'fails';
    await cause(service, engine, 'password_changed');
    await service.passwords.drainOutbox();
    service.clock.advance(36 * 3600 + 1);
    service.mailServer = 'accepts';
    const [mail] = await drained(service);
    const { disavow } = mail as { disavow: { expiresAt: Date } };
    expect(+disavow.expiresAt - +service.clock.now()).toBe(72 * 3_600_000);
  });

  it.each(KINDS)(
    'attack 55: %s that bounces is told with its status, and comes back',
    async (kind) => {
      let status: string | undefined = '5.1.1';
      const service = openService(engine, {
        links: LINKS,
        mailer: async () => {
          if (status === undefined) return;
          throw Object.assign(new Error('no such user: ann'), { permanent: true, status });
        },
      });
      await service.seedAccount(ANN);
      await cause(service, engine, kind);
      await service.passwords.drainOutbox();
      const entry = kind === 'password_changed' ? 'change_notice' : 'address_notice';
      expect(service.eventsOf('mail.bounced')).toMatchObject([{ kind: entry, status }]);
      expect(service.eventsOf('outbox.given_up')).toMatchObject([
        { kind: entry, reason: 'refused' },
      ]);
      expect(JSON.stringify(service.events)).not.toContain('no such user');

      status = '550 5.1.1 <ann@example.org> unknown';
      await service.passwords.requeueGivenUp({ all: true });
      await service.passwords.drainOutbox();
      expect(service.eventsOf('mail.bounced').at(-1), 'no text of a server').toMatchObject({
        status: null,
      });
      status = undefined;
      expect(await service.passwords.requeueGivenUp({ all: true })).toMatchObject({ requeued: 1 });
      const mails = await drained(service);
      expect(mails).toMatchObject([{ kind, to: address }]);
      await expectLinkWorks(service, disavowTokenIn(mails[0]));
    },
  );

  it('attack 55: an address is told in the transaction of its change, or not at all', async () => {
    const service = openService(engine, { links: LINKS });
    const { passwords, stores } = service;
    await service.seedAccount(ANN);
    const change = (fails: boolean) =>
      stores.unitOfWork.run(async (transaction) => {
        await updateWithin(engine, transaction, { id: 'ann', email: NEW });
        await passwords.addressChanged({ accountId: 'ann', oldAddress: address, transaction });
        if (fails) throw new Error('rolled back');
      });
    await expect(change(true)).rejects.toThrow('rolled back');
    expect(await engine.account('ann')).toMatchObject({ email: address });
    expect(await drained(service)).toEqual([]);
    await change(false);
    expect(await engine.account('ann')).toMatchObject({ email: NEW });
    expect(await drained(service)).toMatchObject([{ kind: 'address_changed', to: address }]);
  });

  it('a notice has no link without a page for it, and none of an account that is gone', async () => {
    const bare = openService(engine);
    await bare.seedAccount(ANN);
    await cause(bare, engine, 'password_changed');
    expect(await drained(bare)).toMatchObject([{ kind: 'password_changed', disavow: null }]);
    const { tickets } = bare.stores;
    expect(await tickets.listByAccount({ accountKey: 'ann', limit: 10 })).toEqual([]);

    const service = openService(engine, { links: LINKS });
    await service.passwords.addressChanged({ accountId: 'gone', oldAddress: address });
    expect(await drained(service)).toMatchObject([
      { kind: 'address_changed', to: address, account: null, disavow: null },
    ]);
  });

  it('attack 6: an account that is forgotten takes its notices and their links along', async () => {
    const service = openService(engine, { links: LINKS });
    const { passwords } = service;
    await service.seedAccount(ANN);
    await cause(service, engine, 'password_changed');
    await passwords.drainOutbox();
    const token = disavowTokenIn(lastNotice(service, address));
    await passwords.addressChanged({ accountId: 'ann', oldAddress: address });
    await passwords.forgetAccount({ accountId: 'ann' });
    expect(await drained(service)).toEqual([]);
    expect(await passwords.disavowChange({ token, address })).toEqual({
      ok: false,
      reason: 'token_invalid',
    });
  });

  it('attack 56: no event, row or result holds a link of a notice', async () => {
    const service = openService(engine, { links: LINKS });
    const { passwords } = service;
    await service.seedAccount(ANN);
    service.mailServer = 'fails';
    await cause(service, engine, 'password_changed');
    await passwords.drainOutbox();
    service.clock.advance(60);
    service.mailServer = 'accepts';
    const token = disavowTokenIn((await drained(service))[0]);
    const results = [
      await passwords.inspectDisavowal({ token }),
      await passwords.disavowChange({ token, address: 'x@example.org' }),
      await passwords.disavowChange({ token, address }),
      await passwords.listTickets({ accountId: 'ann' }),
    ];
    const printed = JSON.stringify([results, service.events]);
    for (const text of [printed, await engine.dump()]) expect(text.includes(token)).toBe(false);
    expect(JSON.stringify(service.events), 'nor what was typed').not.toContain('x@example.org');
  });
}
