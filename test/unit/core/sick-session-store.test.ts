import type { SessionStore, TokenStore } from 'latchkey';
import { LatchkeyError, PasswordService } from 'latchkey';
import { memoryStores } from 'latchkey/memory';
import { insecureTestHasher } from 'latchkey/testing';
import { describe, expect, it } from 'vitest';

const HANGING = new Promise<never>(() => {});
const accountId = 'a';

function open(stores: { sessions?: Partial<SessionStore>; tickets?: TokenStore }) {
  const { sessions, ...others } = stores;
  const memory = memoryStores({ accounts: [{ id: accountId }] });
  return new PasswordService({
    stores: {
      ...memory,
      ...others,
      sessions: {
        transactional: false,
        revoke: async () => 0,
        restamp: async () => null,
        ...sessions,
      },
    },
    mailer: async () => {},
    links: { reset: 'https://app.example/reset' },
    hasher: insecureTestHasher(),
    outbox: 'external',
    mailTimeoutSeconds: 0.05,
  });
}

describe.each(['revokeSessions', 'forgetAccount'] as const)('%s', (operation) => {
  it('does not wait for ever for a session store that hangs', async () => {
    const passwords = open({ sessions: { revoke: () => HANGING } });
    await expect(passwords[operation]({ accountId })).rejects.toMatchObject({
      code: 'ERR_STORE',
      statusCode: 503,
      cause: { code: 'timeout' },
    });
  });

  it('tells by a code that the session store failed', async () => {
    const away = new Error('away');
    const passwords = open({ sessions: { revoke: () => Promise.reject(away) } });
    await expect(passwords[operation]({ accountId })).rejects.toMatchObject({
      code: 'ERR_STORE',
      statusCode: 503,
      expose: false,
      cause: away,
    });
  });

  it('passes on what the session store tells by a code itself', async () => {
    const coded = new LatchkeyError('ERR_SCHEMA', 'The table is missing.');
    const passwords = open({ sessions: { revoke: () => Promise.reject(coded) } });
    await expect(passwords[operation]({ accountId })).rejects.toBe(coded);
  });
});

it('forgetAccount does not wait for ever for a ticket store that hangs', async () => {
  const { tickets } = memoryStores();
  const hanging = new Proxy(tickets, {
    get: (target, name) => {
      if (name === 'transactional') return false;
      return name === 'removeByAccount' ? () => HANGING : Reflect.get(target, name, target);
    },
  });
  const passwords = open({ tickets: hanging });
  await expect(passwords.forgetAccount({ accountId })).rejects.toMatchObject({
    code: 'ERR_STORE',
    cause: { code: 'timeout' },
  });
});
