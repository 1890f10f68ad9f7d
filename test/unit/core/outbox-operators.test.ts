import { MailDeliveryError } from 'latchkey';
import { testPasswords } from 'latchkey/testing';
import { describe, expect, it } from 'vitest';

const OWNER = { email: 'owner@example.org', password: 'the owner chose this one' };
const BETTER = 'and then thought of a better one';
const identifier = OWNER.email;
const refused = () => new MailDeliveryError('no', { permanent: true });

describe('drainOutbox', () => {
  const withRequests = async (count: number) => {
    const opened = testPasswords({ accounts: [OWNER] });
    for (let n = 0; n < count; n += 1)
      await opened.passwords.requestReset({ identifier: `nobody${n}@example.org` });
    return opened;
  };

  it('does no more than it is told, and says whether something is left', async () => {
    const { passwords } = await withRequests(7);
    expect(await passwords.drainOutbox({ maxEntries: 3 })).toEqual({ handled: 3, moreDue: true });
    expect(await passwords.drainOutbox({ maxEntries: 4 })).toEqual({ handled: 4, moreDue: false });
    expect(await passwords.drainOutbox()).toEqual({ handled: 0, moreDue: false });
  });

  it('does not count what is due later as left', async () => {
    const { passwords, mailer } = testPasswords({ accounts: [OWNER] });
    await passwords.requestReset({ identifier });
    mailer.failNext(new MailDeliveryError('later', { permanent: false }));
    expect(await passwords.drainOutbox({ maxEntries: 2 })).toEqual({ handled: 2, moreDue: false });
    expect(mailer.mails).toHaveLength(0);
  });

  it('takes up nothing once its signal aborts', async () => {
    const { passwords } = await withRequests(2);
    const signal = AbortSignal.abort();
    expect(await passwords.drainOutbox({ signal })).toEqual({ handled: 0, moreDue: true });
    expect(await passwords.drainOutbox()).toEqual({ handled: 2, moreDue: false });
  });

  it('gives back what it claimed while the signal came', async () => {
    const { passwords, stores } = await withRequests(2);
    const stop = new AbortController();
    const { outbox } = stores;
    const claim = outbox.claim.bind(outbox);
    outbox.claim = async (query) => {
      const entries = await claim(query);
      stop.abort();
      return entries;
    };
    expect(await passwords.drainOutbox({ signal: stop.signal })).toEqual({
      handled: 0,
      moreDue: true,
    });
    outbox.claim = claim;
    expect(await passwords.drainOutbox()).toEqual({ handled: 2, moreDue: false });
  });

  it.each([0, -1, 1.5, 1001, Number.NaN, '5'])('refuses %s entries', async (maxEntries) => {
    const { passwords } = testPasswords();
    await expect(passwords.drainOutbox({ maxEntries: maxEntries as number })).rejects.toMatchObject(
      { code: 'ERR_INVALID_OPTION' },
    );
  });
});

describe('requeueGivenUp', () => {
  /** A notice of a change and a mail with a link, both refused for good. */
  async function bothGivenUp() {
    const opened = testPasswords({ accounts: [OWNER] });
    const { passwords, stores, mailer } = opened;
    const [account] = await stores.users.findByAddress({ spellings: [identifier], limit: 1 });
    mailer.failNext(refused());
    await passwords.changePassword({
      accountId: account?.id as string,
      currentPassword: OWNER.password,
      newPassword: BETTER,
    });
    await passwords.drainOutbox();
    mailer.failNext(refused());
    await passwords.requestReset({ identifier });
    await passwords.drainOutbox();
    mailer.recover();
    const givenUp = await passwords.listGivenUp();
    expect(givenUp.map(({ kind }) => kind).toSorted()).toEqual(['change_notice', 'reset_mail']);
    return { ...opened, idOf: (kind: string) => givenUp.find((each) => each.kind === kind)!.id };
  }

  it('attack 55: brings every kind of notice back, and mails about locks', async () => {
    const { passwords, mailer } = testPasswords({ accounts: [{ ...OWNER, id: 'owner' }] });
    const accountId = 'owner';
    await passwords.accountChanged({ accountId, change: 'second_factor_added' });
    await passwords.addressChanged({ accountId, oldAddress: OWNER.email });
    await passwords.lock({ accountId, notify: true });
    for (let n = 0; n < 3; n += 1) mailer.failNext(refused());
    await passwords.drainOutbox();
    mailer.recover();
    expect(mailer.mails).toEqual([]);
    expect(await passwords.requeueGivenUp({ all: true })).toEqual({ ok: true, requeued: 3 });
    await passwords.drainOutbox();
    expect(mailer.mails.map(({ kind }) => kind).toSorted()).toEqual([
      'account_changed',
      'address_changed',
      'operator_lock',
    ]);
  });

  it('attack 55: brings a notice back days later, and the owner is told, once', async () => {
    const { passwords, mailer, clock, events } = await bothGivenUp();
    clock.advance({ seconds: 5 * 24 * 3600 });
    expect(await passwords.requeueGivenUp({ all: true })).toEqual({ ok: true, requeued: 1 });
    expect(await passwords.requeueGivenUp({ all: true })).toEqual({ ok: true, requeued: 0 });
    await passwords.drainOutbox();
    expect(mailer.mails).toMatchObject([{ kind: 'password_changed', to: OWNER.email }]);
    expect((await passwords.listGivenUp()).map(({ kind }) => kind)).toEqual(['reset_mail']);
    expect(events.filter(({ type }) => type === 'outbox.requeued')).toMatchObject([
      { requeued: 1 },
    ]);
    expect(await passwords.requeueGivenUp({ all: true })).toEqual({ ok: true, requeued: 0 });
  });

  it('brings a request for a link back only when it is asked to, and the link is a fresh one', async () => {
    const { passwords, mailer, clock, idOf } = await bothGivenUp();
    clock.advance({ seconds: 24 * 3600 });
    const entryIds = [idOf('reset_mail')];
    expect(await passwords.requeueGivenUp({ entryIds })).toEqual({ ok: true, requeued: 0 });
    expect(await passwords.requeueGivenUp({ entryIds, includeRequests: true })).toEqual({
      ok: true,
      requeued: 1,
    });
    await passwords.drainOutbox();
    expect(mailer.mails).toHaveLength(1);
    expect(await passwords.inspectTicket({ token: mailer.lastToken() })).toMatchObject({
      ok: true,
      expiresAt: new Date(clock.now().getTime() + 3600_000),
    });
  });

  it('gives an entry its attempts and mints back', async () => {
    const { passwords, stores, mailer, clock, idOf } = await bothGivenUp();
    mailer.failNext(new MailDeliveryError('later', { permanent: false }));
    const call = { entryIds: [idOf('reset_mail')], includeRequests: true };
    expect(await passwords.requeueGivenUp(call)).toEqual({ ok: true, requeued: 1 });
    await passwords.drainOutbox();
    clock.advance({ seconds: 6 });
    await passwords.drainOutbox();
    expect(mailer.mails).toHaveLength(1);
    expect(await stores.outbox.status({ countUpTo: 9 })).toMatchObject({ pending: 0 });
  });

  it.each([
    ['nothing', undefined],
    ['neither', {}],
    ['both', { entryIds: ['x'], all: true }],
    ['all: false', { all: false }],
    ['an id that is no text', { entryIds: [1] }],
    ['too many ids', { entryIds: Array.from({ length: 1001 }, String) }],
    ['a text for the flag', { all: true, includeRequests: 'no' }],
  ])('attack 60: refuses %s', async (_name, input) => {
    const { passwords } = await bothGivenUp();
    expect(await passwords.requeueGivenUp(input as never)).toMatchObject({
      ok: false,
      reason: 'invalid_input',
    });
    expect(await passwords.listGivenUp()).toHaveLength(2);
  });
});
