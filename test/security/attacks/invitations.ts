import type { MailTicketInput } from 'latchkey';
import { expect, it } from 'vitest';
import type { Engine } from '../../support/each-engine.js';
import { gate } from '../../support/gate.js';
import { drained, LINKS, openWith } from '../../support/notices.js';
import {
  type AppMail,
  type OpenService,
  openService,
  passwordOf,
  type ServiceOverrides,
  tokenIn,
} from '../../support/open-service.js';

/** Invited: a row without a password. */
const IVY = { id: 'ivy', email: 'ivy@example.org' };
const accountId = 'ivy';
const newPassword = passwordOf('chosen');
const refused = (reason: string) => ({ ok: false, reason });
const HOURS = 3600;

const open = (engine: Engine, overrides?: ServiceOverrides) => openWith(engine, IVY, overrides);

const invitation: MailTicketInput<string> = { accountId, purpose: 'invite', deliver: 'mail' };

/** Invites, and does what is due; resolves to the mail that this caused. */
async function invite(service: OpenService, more: object = {}): Promise<AppMail | undefined> {
  const invited = await service.passwords.issueTicket({ ...invitation, ...more });
  expect(invited).toMatchObject({ ok: true });
  return (await drained(service))[0];
}

const look = ({ passwords }: OpenService, mail: AppMail | undefined) =>
  passwords.inspectTicket({ token: tokenIn(mail) });

async function listed({ passwords }: OpenService) {
  const result = await passwords.listTickets({ accountId });
  if (!result.ok) throw new Error(result.reason);
  return result.tickets;
}

/** Tickets that a trusted backend has mailed, lists and revokes. */
export function invitationAttacks(engine: Engine): void {
  it('the events say who has invited', async () => {
    const service = await open(engine);
    const context = { actor: 'support:42' };
    await service.passwords.issueTicket(invitation, { context });
    expect(service.eventsOf('ticket.requested')).toMatchObject([
      { accountKey: accountId, purpose: 'invite', context },
    ]);
  });

  it('an invitation goes to the stored address and sets a first password', async () => {
    const service = await open(engine);
    const { passwords, clock } = service;
    expect(await passwords.issueTicket(invitation)).toEqual({
      ok: true,
      expiresInSeconds: 72 * HOURS,
    });
    clock.advance(HOURS);
    const [mail] = await drained(service);
    expect(mail).toMatchObject({
      kind: 'invitation',
      to: IVY.email,
      purpose: 'invite',
      lifetimeSeconds: 72 * HOURS,
      // From when it is sent, and not from when it was asked for.
      expiresAt: new Date(+clock.now() + 72 * HOURS * 1000),
    });
    expect((mail as { url: string }).url).toContain(LINKS.invite);
    const redeemed = await passwords.redeemTicket({ token: tokenIn(mail), newPassword });
    expect(redeemed).toMatchObject({ ok: true, purpose: 'invite', account: { id: 'ivy' } });
    expect(await service.signIn(IVY.email, newPassword)).not.toBeNull();
  });

  it('attack 22: an invitation is good for 72 hours, and not on the instant', async () => {
    const service = await open(engine);
    const mail = await invite(service);
    service.clock.advance(72 * HOURS - 0.001);
    expect(await look(service, mail)).toMatchObject({ ok: true });
    service.clock.advance(0.001);
    const redeem = { token: tokenIn(mail), newPassword };
    expect(await service.passwords.redeemTicket(redeem)).toEqual(refused('token_expired'));
    expect(await listed(service)).toMatchObject([{ state: 'expired' }]);
    const short = await invite(service, { lifetimeSeconds: 60 });
    expect(short).toMatchObject({ lifetimeSeconds: 60 });
    service.clock.advance(60);
    expect(await look(service, short)).toEqual(refused('token_expired'));
  });

  it('carries what its maker said of it', async () => {
    const service = await open(engine);
    const landing = {
      resultUrl: 'https://app.example/hello',
      includeEmailInRedirect: true,
      state: 'a=1',
    };
    const mail = await invite(service, { ...landing, markEmailVerified: true });
    const redeem = { token: tokenIn(mail), newPassword };
    expect(await service.passwords.redeemTicket(redeem)).toMatchObject({ ok: true, ...landing });
    expect(await engine.account('ivy')).toMatchObject({ emailVerified: true });
  });

  it('an administrative link is a reset link, and lives as long as one', async () => {
    const service = await open(engine);
    await service.seedAccount({ id: 'ann', email: 'ann@example.org', password: passwordOf(1) });
    const asked = { purpose: 'administrative', deliver: 'mail' } as const;
    for (const [id, kind] of [
      ['ann', 'reset_link'],
      ['ivy', 'initial_password_link'],
    ] as const) {
      const issued = await service.passwords.issueTicket({ ...asked, accountId: id });
      expect(issued).toEqual({ ok: true, expiresInSeconds: HOURS });
      expect(await drained(service)).toMatchObject([{ kind, purpose: 'administrative' }]);
    }
  });

  it('attack 27: sent again, the earlier one works until the later one is delivered', async () => {
    const service = await open(engine);
    const first = await invite(service);
    service.clock.advance(1);
    service.mailServer = 'fails';
    expect(await invite(service)).toBeUndefined();
    expect(await look(service, first)).toMatchObject({ ok: true });
    service.mailServer = 'accepts';
    service.clock.advance(60);
    const [second] = await drained(service);
    expect(await look(service, first)).toEqual(refused('token_superseded'));
    expect(await look(service, second)).toMatchObject({ ok: true });
    expect(await listed(service)).toMatchObject([{ state: 'open' }, { state: 'superseded' }]);
  });

  it('attack 27: mails that anybody asks for supersede no invitation, nor count with it', async () => {
    const limits = { mailsPerAccount: { points: 2, windowSeconds: 900 } };
    const service = await open(engine, { limits });
    const mail = await invite(service);
    for (let n = 0; n < 4; n += 1) await invite(service);
    const last = await invite(service);
    expect(await service.request(IVY.email)).toHaveLength(1);
    expect(await service.request(IVY.email)).toHaveLength(1);
    expect(await service.request(IVY.email)).toHaveLength(0);
    expect(await look(service, last)).toMatchObject({ ok: true });
    expect(await look(service, mail)).toEqual(refused('token_superseded'));
  });

  it('of many waiting invitations the newest is sent as it was asked for, and no older one after it', async () => {
    const service = await open(engine);
    // More than a worker takes at once.
    for (let n = 1; n <= 7; n += 1) {
      await service.passwords.issueTicket({ ...invitation, lifetimeSeconds: n * HOURS });
      service.clock.advance(1);
    }
    const mails = await drained(service);
    expect(mails.length).toBeLessThan(3);
    expect(mails.at(-1)).toMatchObject({ kind: 'invitation', lifetimeSeconds: 7 * HOURS });
    expect(await look(service, mails.at(-1))).toMatchObject({ ok: true });
  });

  it('attacks 24, 25: what ends a ticket ends one that is still to be mailed', async () => {
    const service = await open(engine);
    const { passwords } = service;
    await passwords.issueTicket(invitation);
    await engine.update('ivy', { email: 'elsewhere@example.net' });
    expect(await drained(service)).toEqual([]);
    await engine.update('ivy', { email: IVY.email });
    await passwords.issueTicket(invitation);
    await passwords.adminSetPassword({ accountId, newPassword });
    expect(await drained(service)).toEqual([]);
    await passwords.issueTicket(invitation);
    await passwords.lock({ accountId });
    expect(await drained(service), 'a lock as well').toEqual([]);
    await passwords.issueTicket(invitation);
    await engine.update('ivy', { enabled: false });
    expect(await drained(service)).toEqual([]);
  });

  it('a revoked invitation is dead, and one that waits is never sent', async () => {
    const service = await open(engine);
    const { passwords } = service;
    const first = await invite(service);
    service.mailServer = 'fails';
    await invite(service);
    await passwords.issueTicket(invitation);
    service.mailServer = 'accepts';
    // One is live, one has been tried in vain, and two mails wait.
    expect(await passwords.revokeTickets({ accountId, purposes: ['invite'] })).toEqual({
      ok: true,
      revoked: 4,
    });
    expect(service.eventsOf('ticket.revoked')).toMatchObject([{ accountKey: 'ivy', revoked: 4 }]);
    expect(await look(service, first)).toEqual(refused('token_superseded'));
    service.clock.advance(600);
    expect(await drained(service)).toEqual([]);
    expect(await passwords.revokeTickets({ accountId })).toEqual({ ok: true, revoked: 0 });
    expect(await look(service, await invite(service)), 'and the next is good').toMatchObject({
      ok: true,
    });
  });

  it.each(['minting', 'sending'])(
    'a revocation while a worker is %s leaves no link that works',
    async (stage) => {
      const reached = gate();
      const resume = gate();
      const pause = async () => {
        reached.resolve();
        await resume.promise;
      };
      const sent: AppMail[] = [];
      const working = await open(engine, {
        stores: () => {
          const stores = engine.furtherStores();
          const { users } = stores;
          const findByKey: typeof users.findByKey = async (...args) => {
            const account = await users.findByKey(...args);
            if (stage === 'minting') await pause();
            return account;
          };
          return { ...stores, users: Object.assign(Object.create(users), { findByKey }) };
        },
        mailer: async (mail) => {
          sent.push(mail);
          if (stage === 'sending') await pause();
        },
      });
      const service = openService(engine, { links: LINKS, clock: working.clock });
      await service.passwords.issueTicket(invitation);
      const draining = working.passwords.drainOutbox();
      await reached.promise;
      const revoked = await service.passwords.revokeTickets({ accountId });
      expect(revoked).toEqual({ ok: true, revoked: stage === 'minting' ? 1 : 2 });
      resume.resolve();
      await draining;
      expect(sent).toHaveLength(stage === 'minting' ? 0 : 1);
      for (const mail of sent)
        expect(await look(service, mail)).toEqual(refused('token_superseded'));
      expect((await listed(service)).filter(({ state }) => state === 'open')).toEqual([]);
      expect(await drained(service)).toEqual([]);
    },
  );

  it('one ticket is revoked by its id, with the mail that would revive it', async () => {
    const service = await open(engine);
    const { passwords } = service;
    const issued = await passwords.issueTicket({ accountId });
    service.mailServer = 'fails';
    await invite(service);
    service.mailServer = 'accepts';
    const [candidate] = (await listed(service)).filter(({ purpose }) => purpose === 'invite');
    const ticketId = candidate!.id;
    expect(
      await passwords.revokeTickets({ accountId, ticketId, purposes: ['reset'] }),
      'of another purpose',
    ).toEqual({ ok: true, revoked: 0 });
    expect(await passwords.revokeTickets({ accountId: 'ann', ticketId }), 'of another').toEqual({
      ok: true,
      revoked: 0,
    });
    expect(await passwords.revokeTickets({ accountId, ticketId })).toEqual({
      ok: true,
      revoked: 2,
    });
    service.clock.advance(600);
    expect(await drained(service)).toEqual([]);
    const other = { token: issued.ok ? issued.ticket.token : '' };
    expect(await passwords.inspectTicket(other)).toMatchObject({ ok: true });
  });

  it('links to disavow a change are revoked only where they are named', async () => {
    const service = await open(engine);
    const { passwords } = service;
    await passwords.adminSetPassword({ accountId, newPassword, notify: true });
    await passwords.drainOutbox();
    await passwords.revokeTickets({ accountId });
    const [ticket] = await listed(service);
    expect(ticket).toMatchObject({ purpose: 'disavow', state: 'open' });
    expect(await passwords.revokeTickets({ accountId, ticketId: ticket!.id })).toMatchObject({
      revoked: 1,
    });
    expect(await listed(service)).toMatchObject([{ purpose: 'disavow', state: 'superseded' }]);
  });

  it('the list tells every state, newest first, and nothing that opens anything', async () => {
    const service = await open(engine);
    const { passwords, clock } = service;
    expect(await passwords.listTickets({ accountId: 'nobody' })).toEqual({ ok: true, tickets: [] });
    const first = await invite(service);
    clock.advance(1);
    await service.requestCode(IVY.email);
    clock.advance(1);
    await passwords.issueTicket({ accountId });
    expect(await listed(service)).toMatchObject([
      { purpose: 'administrative', state: 'open', delivery: 'link', address: IVY.email },
      { purpose: 'reset', state: 'open', delivery: 'code' },
      { purpose: 'invite', state: 'open', issuedAt: new Date(+clock.now() - 2000) },
    ]);
    clock.advance(1);
    await passwords.redeemTicket({ token: tokenIn(first), newPassword });
    expect(await listed(service)).toMatchObject([
      { purpose: 'administrative', state: 'superseded' },
      { purpose: 'reset', state: 'superseded' },
      { purpose: 'invite', state: 'used' },
    ]);
    const only = await passwords.listTickets({ accountId, purposes: ['invite'] });
    expect(only).toMatchObject({ tickets: [{ purpose: 'invite' }] });
    await passwords.issueTicket({ accountId });
    await engine.update('ivy', { email: 'elsewhere@example.net' });
    expect((await listed(service))[0], 'its address is gone').toMatchObject({
      state: 'superseded',
    });
    const keys = Object.keys((await listed(service))[0]!).sort();
    const shown = ['address', 'delivery', 'expiresAt', 'id', 'issuedAt', 'purpose', 'state'];
    expect(keys).toEqual(shown);
  });

  it('nobody is invited who cannot be', async () => {
    const { passwords, seedAccount } = await open(engine);
    await seedAccount({ id: 'off', email: 'off@example.org', enabled: false });
    await seedAccount({ id: 'cy', email: 'cy@example.org', identityProvider: 'Google' });
    await seedAccount({ id: 'ned', email: 'ned@example.org' });
    await engine.update('ned', { email: null });
    for (const [id, reason] of [
      ['off', 'account_disabled'],
      ['cy', 'identity_provider_account'],
      ['ned', 'no_address'],
      ['nobody', 'account_not_found'],
    ] as const)
      expect(await passwords.issueTicket({ ...invitation, accountId: id })).toEqual(
        refused(reason),
      );
  });
}
