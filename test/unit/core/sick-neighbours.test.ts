import { MailDeliveryError, memoryThrottle, PasswordService } from 'latchkey';
import { memoryDatabase, memoryStores } from 'latchkey/memory';
import { insecureTestHasher, testMailer, testPasswords } from 'latchkey/testing';
import { afterEach, describe, expect, it, vi } from 'vitest';

const OWNER = { email: 'owner@example.org', password: 'the owner chose this one' };
const BETTER = 'and then thought of a better one';
const identifier = OWNER.email;

describe('a mail server that is away', () => {
  it('attack 27: a stranger who goes on asking does not lose the owner the pending mail', async () => {
    const { passwords, mailer, clock } = testPasswords({ accounts: [OWNER] });
    for (let turn = 0; turn < 6; turn += 1) {
      mailer.failNext(new MailDeliveryError('later', { permanent: false }));
      await passwords.requestReset({ identifier });
      await passwords.drainOutbox();
      clock.advance({ seconds: 1 });
    }
    expect(mailer.mails).toHaveLength(0);
    mailer.recover();
    clock.advance({ seconds: 20 * 60 });
    await passwords.drainOutbox();
    expect(mailer.mails).toHaveLength(1);
    const token = mailer.lastToken();
    expect(await passwords.redeemTicket({ token, newPassword: BETTER })).toMatchObject({
      ok: true,
    });
  });

  it.each([
    ['undelivered for sure', true],
    ['lost without a word', false],
  ])(
    'that leaves mails %s, to workers who each begin anew, and then comes back',
    async (_name, undelivered) => {
      const database = memoryDatabase();
      const stores = memoryStores({ database });
      await stores.accounts.add({ id: 'owner', email: OWNER.email, passwordHash: 'x' });
      let now = Date.UTC(2030, 0, 1);
      const mailer = testMailer<string>();
      const open = () =>
        new PasswordService({
          stores,
          mailer,
          links: { reset: 'https://app.example/reset' },
          hasher: insecureTestHasher(),
          outbox: 'external',
          clock: () => new Date(now),
          onEvent: () => {},
        });
      await open().requestReset({ identifier });
      for (let turn = 0; turn < 4; turn += 1) {
        mailer.failNext(new MailDeliveryError('away', { permanent: false, undelivered }));
        await open().drainOutbox();
        now += 6 * 60_000;
      }
      mailer.recover();
      await open().drainOutbox();
      now += 11 * 60_000;
      await open().drainOutbox();
      expect(mailer.mails).toHaveLength(1);
    },
  );
});

describe('a listener of the application', () => {
  it('may throw, or reject, and harms nothing', async () => {
    const unhandled = vi.fn();
    process.on('unhandledRejection', unhandled);
    for (const onEvent of [
      () => {
        throw new Error('listener');
      },
      async () => {
        throw new Error('listener');
      },
    ]) {
      const { passwords } = testPasswords({ accounts: [OWNER], onEvent });
      expect(await passwords.requestReset({ identifier })).toEqual({ ok: true, flowId: null });
    }
    await new Promise((resolve) => setImmediate(resolve));
    process.off('unhandledRejection', unhandled);
    expect(unhandled).not.toHaveBeenCalled();
  });
});

describe('an application without a listener', () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  it('hears by a warning of the process what an operator must know', async () => {
    const emitWarning = vi.spyOn(process, 'emitWarning').mockImplementation(() => {});
    const passwords = new PasswordService({
      stores: memoryStores(),
      mailer: async () => {},
      links: { reset: 'https://app.example/reset' },
      outbox: 'external',
    });
    await passwords.requestReset({ identifier });
    await passwords.requestReset({ identifier });
    const told = emitWarning.mock.calls.map(([, options]) => options);
    expect(told).toEqual([{ type: 'LatchkeyWarning', code: 'throttle.client_unknown' }]);
  });
});

describe('close()', () => {
  it('ends for all its callers at once, and starts no mail after that', async () => {
    const { passwords, mailer } = testPasswords({ accounts: [OWNER], mailTimeoutSeconds: 0.2 });
    await passwords.requestReset({ identifier });
    mailer.hang();
    const draining = passwords.drainOutbox();
    const running = passwords.runOutbox({ signal: new AbortController().signal });
    let ended = 0;
    await Promise.all(
      [passwords.close(), passwords.close()].map(async (closing) => {
        await closing;
        ended += 1;
        expect(await Promise.race([draining, 'still draining'])).toMatchObject({
          handled: expect.any(Number),
        });
      }),
    );
    expect(ended).toBe(2);
    await running;
  });
});

describe('a throttled client', () => {
  it('leaves no further keys behind', async () => {
    const keys = new Set<string>();
    const memory = memoryThrottle();
    const { passwords } = testPasswords({
      accounts: [OWNER],
      throttle: {
        ...memory,
        consume: (key, limit) => {
          keys.add(key);
          return memory.consume(key, limit);
        },
        clear: (key, limit) => memory.clear(key, limit),
        refund: (key, limit) => memory.refund(key, limit),
      },
      limits: { signInsPerClient: { points: 3, windowSeconds: 900 } },
    });
    for (let turn = 0; turn < 50; turn += 1)
      await passwords.authenticate(
        { identifier: `stranger${turn}@example.org`, password: 'no' },
        { context: { ip: '192.0.2.1' } },
      );
    expect(keys.size).toBe(1 + 3 * 2);
  });
});

describe('a users table elsewhere', () => {
  it('fails before the hash is written, or not at all', async () => {
    const { stores, passwords, mailer } = testPasswords({ accounts: [OWNER] });
    void passwords;
    void mailer;
    const [account] = await stores.users.findByAddress({ spellings: [identifier], limit: 1 });
    const written: string[] = [];
    const elsewhere = new PasswordService({
      stores: {
        ...stores,
        users: {
          transactional: false,
          findByAddress: (query) => stores.users.findByAddress(query),
          findByKey: (key) => stores.users.findByKey(key),
          replacePasswordHash: async () => false,
          writePasswordHash: async () => {
            written.push('hash');
            return true;
          },
          markEmailVerified: async () => {
            throw new Error('away');
          },
        },
      },
      mailer: testMailer<string>(),
      links: { reset: 'https://app.example/reset' },
      hasher: insecureTestHasher(),
      outbox: 'external',
      onEvent: () => {},
    });
    expect(elsewhere.atomicity).toBe('ordered_steps');
    const issued = await elsewhere.issueTicket({
      accountId: account?.id as string,
      markEmailVerified: true,
    });
    const token = issued.ok ? issued.ticket.token : '';
    await expect(elsewhere.redeemTicket({ token, newPassword: BETTER })).rejects.toThrow();
    expect(written).toEqual([]);
    expect(await elsewhere.inspectTicket({ token })).toMatchObject({ ok: true });
  });
});

describe('attack 55: a thief who deletes the account after the change', () => {
  it('does not silence the owner', async () => {
    const { passwords, stores, mailer } = testPasswords({ accounts: [OWNER] });
    const [account] = await stores.users.findByAddress({ spellings: [identifier], limit: 1 });
    const accountId = account?.id as string;
    await passwords.changePassword({
      accountId,
      currentPassword: OWNER.password,
      newPassword: BETTER,
    });
    await stores.accounts.remove(accountId);
    await passwords.drainOutbox();
    expect(mailer.mails).toMatchObject([{ kind: 'password_changed', to: OWNER.email }]);
  });
});
