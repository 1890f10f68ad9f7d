import { testPasswords } from 'latchkey/testing';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { backoffMilliseconds } from '../../../src/internal/outbox/backoff.js';

const OWNER = { email: 'owner@example.org', password: 'the owner chose this one' };
const identifier = OWNER.email;

describe('the in-process outbox', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  const open = () => testPasswords({ accounts: [OWNER], outbox: 'in-process' });

  it('mails by its own rhythm, not when it is asked', async () => {
    const { passwords, mailer } = open();
    await passwords.requestReset({ identifier });
    await vi.advanceTimersByTimeAsync(499);
    expect(mailer.mails).toHaveLength(0);
    await vi.advanceTimersByTimeAsync(1);
    await vi.waitFor(() => expect(mailer.mails).toHaveLength(1));
    await passwords.close();
  });

  it('is not put off by a steady stream of requests', async () => {
    const { passwords, mailer } = open();
    for (let turn = 0; turn < 10; turn += 1) {
      await passwords.requestReset({ identifier: `stranger${turn}@example.org` });
      if (turn === 0) await passwords.requestReset({ identifier });
      await vi.advanceTimersByTimeAsync(100);
    }
    await vi.waitFor(() => expect(mailer.mails).toHaveLength(1));
    await passwords.close();
  });

  it('does what is due before close() resolves', async () => {
    const { passwords, mailer } = open();
    await passwords.requestReset({ identifier });
    await passwords.close();
    expect(mailer.mails).toHaveLength(1);
  });
});

describe('a crowd of requests for one identifier', () => {
  it('becomes one mail, however it was typed and however many there were', async () => {
    const { passwords, mailer } = testPasswords({ accounts: [OWNER] });
    for (let turn = 0; turn < 23; turn += 1)
      await passwords.requestReset({ identifier: turn % 2 ? identifier : 'OWNER@Example.org' });
    await passwords.drainOutbox();
    expect(mailer.mails).toHaveLength(1);
    expect(mailer.mails[0]).toMatchObject({ to: OWNER.email, kind: 'reset_link' });
  });

  it('becomes at most three mails in fifteen minutes, and the next one at fifteen', async () => {
    const { passwords, mailer, clock } = testPasswords({ accounts: [OWNER] });
    const ask = async () => {
      await passwords.requestReset({ identifier });
      await passwords.drainOutbox();
    };
    for (let turn = 0; turn < 5; turn += 1) await ask();
    expect(mailer.mails).toHaveLength(3);
    clock.advance({ milliseconds: 15 * 60_000 });
    await ask();
    expect(mailer.mails, 'the window is closed on its last instant').toHaveLength(3);
    clock.advance({ milliseconds: 1 });
    await ask();
    expect(mailer.mails).toHaveLength(4);
  });
});

describe('a full outbox', () => {
  it('answers everyone 503 with Retry-After, and opens again', async () => {
    const { passwords, clock } = testPasswords({ accounts: [OWNER], maxPending: 2 });
    await passwords.requestReset({ identifier });
    await passwords.requestReset({ identifier: 'nobody@example.org' });
    for (const each of [identifier, 'nobody@example.org'])
      await expect(passwords.requestReset({ identifier: each })).rejects.toMatchObject({
        code: 'ERR_OUTBOX_FULL',
        statusCode: 503,
        headers: { 'Retry-After': '30' },
      });
    await passwords.drainOutbox();
    clock.advance({ seconds: 1 });
    await expect(passwords.requestReset({ identifier })).resolves.toEqual({
      ok: true,
      flowId: null,
    });
  });

  it('says loudly, once a minute, that nobody works at it', async () => {
    const { passwords, clock, events } = testPasswords({ accounts: [OWNER] });
    const stalled = () => events.filter(({ type }) => type === 'outbox_stalled');
    await passwords.requestReset({ identifier });
    clock.advance({ milliseconds: 59_999 });
    await passwords.requestReset({ identifier });
    expect(stalled()).toHaveLength(0);
    clock.advance({ milliseconds: 1001 });
    await passwords.requestReset({ identifier });
    expect(stalled()).toMatchObject([{ overdueSeconds: 61 }]);
    clock.advance({ seconds: 5 });
    await passwords.requestReset({ identifier });
    expect(stalled()).toHaveLength(1);
  });
});

describe('backoff', () => {
  it('grows to ten minutes and spreads by a fifth', () => {
    const least = (bytes: number) => new Uint8Array(bytes);
    const most = (bytes: number) => new Uint8Array(bytes).fill(255);
    expect([1, 2, 3, 9].map((attempts) => backoffMilliseconds(attempts, least))).toEqual([
      4000, 12_000, 36_000, 480_000,
    ]);
    expect([1, 2, 3, 9].map((attempts) => backoffMilliseconds(attempts, most))).toEqual([
      6000, 18_000, 54_000, 720_000,
    ]);
  });
});
