import { randomBytes } from 'node:crypto';
import { type CodeMail, type LatchkeyError, MailDeliveryError } from 'latchkey';
import { expect, it } from 'vitest';
import type { AppStores, Engine } from '../../support/each-engine.js';
import { type OpenService, openService, passwordOf } from '../../support/open-service.js';
import { wrapStores } from '../../support/wrap-stores.js';

const ANN = { id: 'ann', email: 'ann@example.org', password: passwordOf(1) };
const newPassword = passwordOf(2);
const PHONE = '+44 20 7946 0000';

/** A mailer that keeps what it is handed, and takes it or not. */
function watchedMailer() {
  const handed: CodeMail<string>[] = [];
  const state = { accepts: false };
  return {
    handed,
    state,
    mailer: async (mail: object) => {
      handed.push(mail as CodeMail<string>);
      if (!state.accepts) throw new MailDeliveryError('not now', { permanent: false });
    },
  };
}

/** How a code reaches its person, through failures, crashes and other channels than mail. */
export function codeDeliveryAttacks(engine: Engine): void {
  const redeem = (service: OpenService, flowId: string, code: string) =>
    service.passwords
      .redeemTicket({ flowId, code, newPassword })
      .then((result) => result.ok || result.reason);

  it('a mail that failed is sent again with the same code, whichever key is the current one by then', async () => {
    const [old, next] = [randomBytes(32), randomBytes(32)];
    const { handed, state, mailer } = watchedMailer();
    const first = openService(engine, { mailer, keys: [old] });
    const second = openService(engine, { mailer, clock: first.clock, keys: [next, old] });
    await first.seedAccount(ANN);
    const flowId = await first.requestCode(ANN.email);
    first.clock.advance(30);
    state.accepts = true;
    await second.passwords.drainOutbox();
    expect(handed).toHaveLength(2);
    const [failed, sent] = handed;
    // Half a minute of its ten is over.
    expect(sent).toEqual({ ...failed, lifetimeSeconds: 540 });
    expect(first.eventsOf('ticket.issued')).toHaveLength(1);
    expect(second.eventsOf('ticket.issued')).toEqual([]);
    expect(await redeem(second, flowId, sent?.code ?? '')).toBe(true);
  });

  it('what was handed over without an answer is good at once', async () => {
    const { handed, mailer } = watchedMailer();
    const service = openService(engine, { mailer });
    await service.seedAccount(ANN);
    const flowId = await service.requestCode(ANN.email);
    expect(await redeem(service, flowId, handed[0]?.code ?? '')).toBe(true);
    // What still waits to be sent again is of no use any more.
    service.clock.advance(30);
    await service.passwords.drainOutbox();
    expect(handed.filter(({ kind }) => kind === 'reset_code')).toHaveLength(1);
  });

  it('attack 22: after half of its life a code is sent no more, and not a millisecond before', async () => {
    const drainedAt = async (milliseconds: number) => {
      const { handed, state, mailer } = watchedMailer();
      const service = openService(engine, { mailer });
      await service.seedAccount({
        ...ANN,
        id: `ann-${milliseconds}`,
        email: `${milliseconds}@x.org`,
      });
      await service.requestCode(`${milliseconds}@x.org`);
      state.accepts = true;
      service.clock.advance(milliseconds / 1000);
      await service.passwords.drainOutbox();
      const [failed, sent] = handed;
      if (sent !== undefined) expect(sent).toEqual({ ...failed, lifetimeSeconds: 300 });
      return {
        handed: handed.length,
        given: service.eventsOf('outbox.given_up').map(({ kind, reason }) => [kind, reason]),
      };
    };
    expect(await drainedAt(300_000)).toEqual({ handed: 2, given: [] });
    expect(await drainedAt(300_001)).toEqual({ handed: 1, given: [['reset_code', 'expired']] });
  });

  it('a worker that dies between the ticket and the mail costs nobody the code', async () => {
    const dying = openService(engine, {
      stores: (own: AppStores) =>
        wrapStores(own, async ({ name }, run) => {
          if (name === 'outbox.defer' || name === 'outbox.complete') throw new Error('dead');
          return run();
        }),
      mailer: async () => {
        throw new Error('dead');
      },
    });
    const { clock } = dying;
    const heir = openService(engine, { clock, stores: () => engine.furtherStores() });
    await heir.seedAccount(ANN);
    const requested = await heir.passwords.requestReset({
      identifier: ANN.email,
      deliver: 'code',
    });
    const flowId = (requested.ok && requested.flowId) || '';
    await heir.passwords.drainOutbox({ maxEntries: 1 });
    await dying.passwords.drainOutbox().catch(() => {});
    await heir.passwords.drainOutbox();
    expect(heir.mails, 'the dead one holds the lease').toEqual([]);
    clock.advance(91);
    await heir.passwords.drainOutbox();
    expect(heir.mails).toMatchObject([{ kind: 'reset_code' }]);
    expect(heir.eventsOf('ticket.issued'), 'it was minted before').toEqual([]);
    expect(await redeem(heir, flowId, heir.lastCode())).toBe(true);
  });

  it('a decoy, too, outlives the worker that put it there', async () => {
    const dying = openService(engine, {
      stores: (own: AppStores) =>
        wrapStores(own, async ({ name }, run) => {
          if (name === 'outbox.defer' || name === 'outbox.complete') throw new Error('dead');
          return run();
        }),
    });
    const heir = openService(engine, { clock: dying.clock, stores: () => engine.furtherStores() });
    await heir.passwords.requestReset({ identifier: 'nobody@example.org', deliver: 'code' });
    await heir.passwords.drainOutbox({ maxEntries: 1 });
    await dying.passwords.drainOutbox().catch(() => {});
    heir.clock.advance(91);
    await heir.passwords.drainOutbox();
    expect(heir.events.filter(({ type }) => type.startsWith('outbox'))).toEqual([]);
    expect(await heir.stores.outbox.status({ countUpTo: 10 })).toMatchObject({ pending: 0 });
  });

  it.each([
    ['its address', () => engine.update('ann', { email: 'new@example.org' })],
    ['being enabled', () => engine.update('ann', { enabled: false })],
    [
      'its password',
      ({ passwords }: OpenService) => passwords.adminSetPassword({ accountId: 'ann', newPassword }),
    ],
  ])('a code is sent no second time to an account that has changed %s', async (_what, happen) => {
    const { handed, state, mailer } = watchedMailer();
    const service = openService(engine, { mailer });
    await service.seedAccount(ANN);
    await service.requestCode(ANN.email);
    await happen(service);
    state.accepts = true;
    service.clock.advance(30);
    await service.passwords.drainOutbox();
    expect(handed.filter(({ kind }) => kind === 'reset_code')).toHaveLength(1);
    expect(service.eventsOf('outbox.given_up')).toEqual([]);
  });

  it('a code whose key is gone is given up, since nobody could type it', async () => {
    const { handed, mailer } = watchedMailer();
    const service = openService(engine, { mailer });
    const other = openService(engine, { clock: service.clock, mailer, keys: [randomBytes(32)] });
    await service.seedAccount(ANN);
    await service.requestCode(ANN.email);
    service.clock.advance(30);
    await other.passwords.drainOutbox();
    expect(handed).toHaveLength(1);
    expect(other.eventsOf('outbox.given_up')).toMatchObject([{ reason: 'key_removed' }]);
  });

  it('a code by another channel goes where the stored account says, and never where a request does', async () => {
    const texted: CodeMail<string>[] = [];
    const service = openService(engine, {
      channels: {
        sms: {
          mailer: async (mail) => {
            texted.push(mail);
          },
          recipient: (account) => (account.id === 'ann' ? PHONE : null),
        },
      },
    });
    for (const account of [ANN, { ...ANN, id: 'bob', email: 'bob@example.org' }])
      await service.seedAccount(account);
    const ask = async (identifier: string) => {
      const evil = { to: '+1 900', recipient: '+1 900', phone: '+1 900' };
      const requested = await service.passwords.requestReset({
        ...evil,
        identifier,
        deliver: 'code',
        channel: 'sms',
      });
      await service.passwords.drainOutbox();
      return (requested.ok && requested.flowId) || '';
    };
    const flowId = await ask(ANN.email);
    expect(texted).toMatchObject([
      { kind: 'reset_code', channel: 'sms', to: PHONE, lifetimeSeconds: 600 },
    ]);
    expect(Object.keys(texted[0]?.account ?? {})).not.toContain('passwordHash');
    const bobs = await ask('bob@example.org');
    expect(texted, 'nobody knows a number of his').toHaveLength(1);
    expect(service.mails).toEqual([]);
    expect(await redeem(service, bobs, '00000000')).toBe('code_invalid');
    expect(await redeem(service, flowId, texted[0]?.code ?? '')).toBe(true);
    for (const [deliver, channel] of [
      ['code', 'voice'],
      ['link', 'sms'],
      [undefined, 'sms'],
    ] as const)
      expect(
        await service.passwords.requestReset({ identifier: ANN.email, deliver, channel }),
      ).toMatchObject({ issues: [{ path: 'channel', code: 'unknown' }] });
  });

  it('where two accounts share an address, a trusted caller’s choice of one gets a code', async () => {
    const service = openService(engine);
    for (const id of ['one', 'two']) await service.seedAccount({ ...ANN, id });
    const requested = await service.passwords.requestReset({
      identifier: ANN.email,
      accountId: 'two',
      deliver: 'code',
    });
    await service.passwords.drainOutbox();
    expect(service.mails).toMatchObject([{ kind: 'reset_code', account: { id: 'two' } }]);
    const flowId = (requested.ok && requested.flowId) || '';
    expect(await redeem(service, flowId, service.lastCode())).toBe(true);
    expect((await service.stores.credentials.read('one')).version).toBe(0);
  });

  it.each([
    ['passwordless, told so', { passwordless: 'notice' }, {}, ['passwordless_account']],
    ['passwordless, let in', {}, {}, ['reset_code']],
    ['unverified', { resetUnverified: false }, { emailVerified: false }, []],
  ] as const)('an account that is %s', async (_what, options, columns, kinds) => {
    const service = openService(engine, options);
    await service.seedAccount({ id: 'ann', email: ANN.email, ...columns });
    const flowId = await service.requestCode(ANN.email);
    expect(service.mails.map(({ kind }) => kind)).toEqual(kinds);
    expect(await redeem(service, flowId, '00000000')).toBe('code_invalid');
  });

  it('without keys a request for a code throws, and a worker keeps it for one that has them', async () => {
    const service = openService(engine);
    await service.seedAccount(ANN);
    const bare = openService(engine, { clock: service.clock, keys: undefined });
    expect([service.passwords.deliversCodes, bare.passwords.deliversCodes]).toEqual([true, false]);
    const refused = await bare.passwords
      .requestReset({ identifier: ANN.email, deliver: 'code' })
      .catch((error: LatchkeyError) => error.code);
    expect(refused).toBe('ERR_INVALID_OPTION');
    const requested = await service.passwords.requestReset({
      identifier: ANN.email,
      deliver: 'code',
    });
    const flowId = (requested.ok && requested.flowId) || '';
    await bare.passwords.drainOutbox();
    expect(bare.eventsOf('outbox.deferred')).toMatchObject([{ cause: 'ERR_INVALID_OPTION' }]);
    service.clock.advance(10);
    await service.passwords.drainOutbox();
    const code = service.lastCode();
    expect(await redeem(bare, flowId, code)).toBe('code_invalid');
    expect(await redeem(service, flowId, code)).toBe(true);
  });
}
