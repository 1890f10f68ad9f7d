import { testPasswords } from 'latchkey/testing';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { describeThrottles, type OpenThrottleStore } from '../../support/throttle-stores.js';

const OWNER = { email: 'owner@example.org', password: 'the owner chose this one' };
const BETTER = 'and then thought of a better one';
const identifier = OWNER.email;
const minutes = (n: number) => n * 60_000;
const from = (ip: string) => ({ context: { ip } });
const here = from('192.0.2.1');
const elsewhere = from('198.51.100.9');

describeThrottles('limits of a PasswordService', (kind) => {
  let store: OpenThrottleStore;
  beforeEach(async () => {
    store = await kind.open();
  });
  afterEach(async () => {
    vi.useRealTimers();
    await store.close();
  });

  const open = async () => {
    const service = testPasswords({
      accounts: [OWNER, { email: 'google@example.org', identityProvider: 'Google' }],
      throttle: store.throttle(),
      limits: { requestsPerClient: { points: 20, windowSeconds: 900 } },
    });
    const [account] = await service.stores.users.findByAddress({
      spellings: [identifier],
      limit: 1,
    });
    return { ...service, accountId: account?.id as string };
  };

  /** Does something until it is refused for having been done too often; answers how often it went. */
  const timesUntilThrottled = async (
    work: () => Promise<{ readonly ok: boolean; readonly reason?: string }>,
  ) => {
    for (let times = 0; times <= 400; times += 1)
      if ((await work()).reason === 'throttled') return times;
    return Number.POSITIVE_INFINITY;
  };

  it('attack 30: of 60 guesses at once ten are judged', async () => {
    const { passwords, events } = await open();
    const results = await Promise.all(
      Array.from({ length: 60 }, (_, n) =>
        passwords.authenticate({ identifier, password: `guess ${n}` }, here),
      ),
    );
    const reasons = results.map((result) => (result.ok ? 'ok' : result.reason));
    expect(reasons.filter((reason) => reason === 'invalid_credentials')).toHaveLength(10);
    expect(reasons.filter((reason) => reason === 'throttled')).toHaveLength(50);
    expect(JSON.stringify(events)).not.toContain('guess');
  });

  it('attack 31: spellings and further fields get nobody further tries', async () => {
    const { passwords } = await open();
    const spellings = [identifier, 'OWNER@example.org', ' owner@Example.ORG '];
    let turn = 0;
    expect(
      await timesUntilThrottled(() => {
        turn += 1;
        return passwords.authenticate(
          {
            identifier: spellings[turn % 3] ?? '',
            password: 'no',
            ...({ email: `x${turn}@example.org`, key: turn, ip: `192.0.2.${turn}` } as object),
          },
          here,
        );
      }),
    ).toBe(10);
    const right = { identifier, password: OWNER.password };
    expect(await passwords.authenticate(right, here)).toMatchObject({ reason: 'throttled' });
    expect(await passwords.authenticate(right, elsewhere), 'the owner').toMatchObject({ ok: true });
  });

  it('attack 32: the addresses of one /64 and the spellings of one address are one client', async () => {
    const { passwords } = await open();
    let turn = 0;
    const guess = (ip: string) =>
      passwords.authenticate({ identifier, password: 'no' }, { context: { ip } });
    expect(
      await timesUntilThrottled(() => {
        turn += 1;
        return guess(`2001:db8:1:2::${turn.toString(16)}`);
      }),
    ).toBe(10);
    expect(await guess('2001:db8:1:3::1')).toMatchObject({ reason: 'invalid_credentials' });
    const spellings = [
      '203.0.113.5',
      '::ffff:203.0.113.5',
      '203.0.113.5:4431',
      '64:ff9b::cb00:7105',
    ];
    expect(
      await timesUntilThrottled(() => {
        turn += 1;
        return guess(spellings[turn % 4] ?? '');
      }),
    ).toBe(10);
  });

  it('attack 33: every way to check a password is limited, and re-arms after its window', async () => {
    const { passwords, accountId } = await open();
    const ways = {
      authenticate: () => passwords.authenticate({ identifier, password: 'no' }, here),
      verifyPassword: () => passwords.verifyPassword({ accountId, password: 'no' }, here),
      requestReset: () => passwords.requestReset({ identifier: 'nobody@example.org' }, here),
    };
    for (let round = 0; round < 2; round += 1) {
      expect(await timesUntilThrottled(ways.authenticate)).toBe(10);
      expect(await timesUntilThrottled(ways.verifyPassword)).toBe(10);
      expect(await timesUntilThrottled(ways.requestReset)).toBe(20);
      expect(
        await passwords.changePassword(
          { accountId, currentPassword: OWNER.password, newPassword: BETTER },
          here,
        ),
        'a check of the current password counts with the others',
      ).toMatchObject({ reason: 'throttled' });
      await store.pass(minutes(15));
    }
    expect(await passwords.verifyPassword({ accountId, password: OWNER.password })).toMatchObject({
      ok: true,
    });
  });

  it('attack 33: tries of codes are ten a day, for known and unknown, and re-arm after it', async () => {
    const { passwords } = await open();
    const guess = async (who: string) => {
      const requested = await passwords.requestReset({ identifier: who, deliver: 'code' });
      const flowId = (requested.ok && requested.flowId) || '';
      return () => passwords.exchangeCode({ flowId, code: '00000000' });
    };
    for (let day = 0; day < 2; day += 1) {
      for (const who of [identifier, 'nobody@example.org'])
        expect(await timesUntilThrottled(await guess(who))).toBe(10);
      await store.pass(minutes(24 * 60 - 1));
      expect(await (await guess(identifier))()).toMatchObject({ reason: 'throttled' });
      await store.pass(minutes(1));
    }
  });

  it('attack 33: a success is not counted, and a change forgets the failures', async () => {
    const { passwords, accountId } = await open();
    const right = { identifier, password: OWNER.password };
    for (let turn = 0; turn < 12; turn += 1)
      expect(await passwords.authenticate(right, here)).toMatchObject({ ok: true });
    for (let turn = 0; turn < 11; turn += 1)
      await passwords.authenticate({ identifier, password: 'no' }, here);
    expect(await passwords.authenticate(right, here)).toMatchObject({ reason: 'throttled' });
    await passwords.changePassword(
      { accountId, currentPassword: OWNER.password, newPassword: BETTER },
      here,
    );
    expect(await passwords.authenticate({ identifier, password: BETTER }, here)).toMatchObject({
      ok: true,
    });
  });

  it('attack 34: n requests send at most k mails to one address, and tell nobody', async () => {
    const { passwords, mailer, events } = await open();
    for (const address of [identifier, 'google@example.org']) {
      for (let n = 0; n < 15; n += 1) {
        const spelling = n % 2 === 0 ? address : address.toUpperCase();
        const answer = await passwords.requestReset(
          { identifier: spelling },
          from(`203.0.113.${n}`),
        );
        expect(answer).toEqual({ ok: true, flowId: null });
        await passwords.drainOutbox();
      }
      expect(mailer.mails.filter(({ to }) => to === address)).toHaveLength(3);
    }
    expect(events.filter(({ type }) => type === 'reset.limited').length).toBeGreaterThan(0);
  });
});
