import { JwtService } from '@nestjs/jwt';
import { type CheckSessionInput, PasswordService, unwrap } from 'latchkey';
import { memoryStores } from 'latchkey/memory';
import { statelessSessions } from 'latchkey/sessions';
import { testPasswords } from 'latchkey/testing';
import { describe, expect, test } from 'vitest';

const OLD_PASSWORD = 'quiet harbour of paper boats';
const NEW_PASSWORD = 'seven purple lanterns sing';

const jwt = new JwtService({ secret: 'for tests' });

function open() {
  const opened = testPasswords({
    accounts: [{ id: 'alice', email: 'alice@example.com', password: OLD_PASSWORD }],
  });
  const { passwords, clock } = opened;
  const now = () => Math.floor(clock.now().getTime() / 1000);
  return {
    ...opened,
    now,
    /** A JWT that carries what `claims` names besides `sub` and `iat`. */
    sign: (claims: object = {}) => jwt.sign({ sub: 'alice', iat: now(), ...claims }),
    async reset() {
      const { ticket } = unwrap(await passwords.issueTicket({ accountId: 'alice' }));
      unwrap(await passwords.redeemTicket({ token: ticket.token, newPassword: NEW_PASSWORD }));
    },
    async isGood(token: string, by: 'version' | 'iat'): Promise<boolean> {
      // The clock of the test is not that of the library that reads the JWT.
      const claims = jwt.verify<{ sub: string; iat: number; credentialsVersion: number }>(token, {
        clockTimestamp: now(),
      });
      const accountId = claims.sub;
      const check = await passwords.checkSession(
        (by === 'version'
          ? { accountId, credentialsVersion: claims.credentialsVersion }
          : { accountId, issuedAtSeconds: claims.iat }) as CheckSessionInput<string>,
      );
      return check.ok;
    },
  };
}

test('attack 52: a JWT that carries the version ends with the change, to the millisecond', async () => {
  const { passwords, sign, isGood, reset } = open();
  const identifier = 'alice@example.com';
  const before = unwrap(await passwords.authenticate({ identifier, password: OLD_PASSWORD }));
  const token = sign({ credentialsVersion: before.credentialsVersion });
  expect(await isGood(token, 'version')).toBe(true);
  await reset();
  expect(await isGood(token, 'version')).toBe(false);
  // Signed in the same second, and good all the same.
  const after = unwrap(await passwords.authenticate({ identifier, password: NEW_PASSWORD }));
  const next = sign({ credentialsVersion: after.credentialsVersion });
  expect(await isGood(next, 'version')).toBe(true);
});

test('attack 52: a sign-in that raced the change comes out with a dead JWT', async () => {
  const { passwords, sign, isGood, reset } = open();
  const racer = unwrap(
    await passwords.authenticate({ identifier: 'alice@example.com', password: OLD_PASSWORD }),
  );
  await reset();
  const token = sign({ credentialsVersion: racer.credentialsVersion });
  expect(await isGood(token, 'version')).toBe(false);
});

test('attack 52: by `iat` the whole second of the change is refused, and the next one is not', async () => {
  const { sign, isGood, reset, clock } = open();
  clock.advance({ milliseconds: 400 });
  const before = sign();
  clock.advance({ milliseconds: 200 });
  await reset();
  clock.advance({ milliseconds: 399 });
  const sameSecond = sign();
  expect(await isGood(before, 'iat')).toBe(false);
  expect(await isGood(sameSecond, 'iat')).toBe(false);
  clock.advance({ milliseconds: 1 });
  expect(await isGood(sign(), 'iat')).toBe(true);
});

test('attack 52: a JWT without the version is not taken for one that has it', async () => {
  const { sign, isGood } = open();
  expect(await isGood(sign(), 'version')).toBe(false);
  expect(await isGood(sign({ credentialsVersion: '0' }), 'version')).toBe(false);
});

test('attack 51: a refresh token that carries the version buys no new access token after the change', async () => {
  const { sign, isGood, reset } = open();
  const refresh = sign({ credentialsVersion: 0, exp: 4_000_000_000 });
  const buys = async () =>
    (await isGood(refresh, 'version')) ? sign({ credentialsVersion: 0 }) : null;
  const access = await buys();
  expect(access).not.toBeNull();
  await reset();
  expect(await buys()).toBeNull();
  expect(await isGood(access ?? '', 'version')).toBe(false);
});

describe('where nothing is stored', () => {
  const openStateless = () =>
    new PasswordService({
      stores: { ...memoryStores({ accounts: [{ id: 'alice' }] }), sessions: statelessSessions() },
      mailer: async () => {},
      links: { reset: 'https://app.example/password/reset' },
      outbox: 'external',
    });

  test('a kept handle comes back', async () => {
    const stamp = { accountKey: 'alice', sessionId: 'any', credentialsVersion: 3 };
    expect(await statelessSessions().restamp(stamp)).toBe('any');
  });

  test('revokeSessions says that it cannot, and the service that it will not', async () => {
    const passwords = openStateless();
    expect(passwords.hasSessionStore).toBe(false);
    await expect(passwords.revokeSessions({ accountId: 'alice' })).rejects.toMatchObject({
      code: 'ERR_NO_SESSION_STORE',
    });
  });

  test('an account can be forgotten', async () => {
    const passwords = openStateless();
    expect(await passwords.forgetAccount({ accountId: 'alice' })).toEqual({ ok: true });
  });
});
