import { setImmediate as turn } from 'node:timers/promises';
import { dangerouslyUnlimited, type Mail, MailDeliveryError, PasswordService } from 'latchkey';
import { memoryStores } from 'latchkey/memory';
import { fixedClock } from 'latchkey/testing';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Beat } from '../../../src/internal/outbox/beat.js';
import { cheapHasher } from '../../support/cheap-hasher.js';
import { gate } from '../../support/gate.js';

const OWNER = 'owner@example.org';
const STRANGER = 'stranger@example.net';
const NOBODY = 'nobody@example.org';

/** A service whose mails to the owner wait for the gate. */
function open(outbox: 'in-process' | 'external', onSend: () => void = () => {}) {
  const accepts = gate();
  const sends: string[] = [];
  const mailed: string[] = [];
  const tokens: string[] = [];
  const clock = fixedClock();
  const passwords = new PasswordService({
    stores: memoryStores({
      accounts: [
        { id: 'owner', email: OWNER, passwordHash: 'x' },
        { id: 'stranger', email: STRANGER, passwordHash: 'x' },
      ],
    }),
    mailer: async (mail: Mail) => {
      const { to } = mail;
      sends.push(to);
      onSend();
      if ('url' in mail) tokens.push(new URL(mail.url).searchParams.get('token') ?? '');
      if (to === OWNER) await accepts.promise;
      mailed.push(to);
    },
    links: { reset: 'https://app.example/password/reset' },
    hasher: cheapHasher,
    throttle: dangerouslyUnlimited(),
    onEvent: () => {},
    clock: clock.now,
    outbox,
  });
  return { passwords, mailed, clock, accepts, sends, tokens };
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a mail that somebody waits for comes no sooner or later by whose mails are under way', () => {
  it.each([
    ['is known, and takes no time', OWNER, 0],
    ['is known, and takes a third of a second', OWNER, 300],
    ['is known, and takes longer than anybody waits', OWNER, 5000],
    ['is unknown', NOBODY, 0],
  ])('where the address of the request before it %s', async (_who, before, takes) => {
    const { passwords, mailed, clock, accepts } = open('in-process');
    let now = 0;
    const pass = async (milliseconds: number) => {
      for (const until = now + milliseconds; now < until; now += 10) {
        if (now === 500 + takes) accepts.resolve();
        clock.advance({ milliseconds: 10 });
        await vi.advanceTimersByTimeAsync(10);
        for (let turns = 0; turns < 20; turns += 1) await turn();
      }
    };
    await passwords.requestReset({ identifier: before });
    await pass(640);
    await passwords.requestReset({ identifier: STRANGER });
    while (!mailed.includes(STRANGER) && now < 10_000) await pass(10);
    expect(now).toBe(1000);
    // And after a long pause the beats are where they were.
    await pass(8230);
    await passwords.requestReset({ identifier: STRANGER });
    while (mailed.filter((to) => to === STRANGER).length < 2 && now < 20_000) await pass(10);
    expect(now).toBe(9500);
    accepts.resolve();
    await passwords.close();
  });

  it('nor does a drain do what is asked for while it waits for mails', async () => {
    const { passwords, mailed, clock, accepts } = open('external');
    await passwords.requestReset({ identifier: OWNER });
    const draining = passwords.drainOutbox();
    for (let turns = 0; turns < 50; turns += 1) await turn();
    clock.advance({ milliseconds: 1 });
    await passwords.requestReset({ identifier: STRANGER });
    accepts.resolve();
    expect(await draining).toEqual({ handled: 2, moreDue: false });
    expect(mailed).toEqual([OWNER]);
    await passwords.drainOutbox();
    expect(mailed).toEqual([OWNER, STRANGER]);
  });
});

describe('looks that overlap', () => {
  it('let no older link that is accepted late supersede a newer one', async () => {
    const { passwords, mailed, clock, accepts, tokens } = open('external');
    await passwords.requestReset({ identifier: OWNER });
    const slow = passwords.drainOutbox();
    for (let turns = 0; turns < 50; turns += 1) await turn();
    clock.advance({ seconds: 1 });
    await passwords.requestReset({ identifier: OWNER });
    await passwords.drainOutbox();
    expect(mailed).toEqual([]);
    accepts.resolve();
    await slow;
    clock.advance({ milliseconds: 999 });
    await passwords.drainOutbox();
    expect(mailed).toEqual([OWNER]);
    clock.advance({ milliseconds: 1 });
    await passwords.drainOutbox();
    expect(mailed).toEqual([OWNER, OWNER]);
    const [older = '', newer = ''] = tokens;
    expect(await passwords.inspectTicket({ token: newer })).toMatchObject({ ok: true });
    expect(await passwords.inspectTicket({ token: older })).toMatchObject({
      reason: 'token_superseded',
    });
  });

  it.each([60, 3600])(
    'try a mail once, though the clock goes back by %i seconds meanwhile',
    async (seconds) => {
      const { passwords, clock, sends } = open('external', () => {
        if (sends.length === 1) clock.advance({ seconds: -seconds });
        throw new MailDeliveryError('away', { permanent: false, undelivered: true });
      });
      await passwords.requestReset({ identifier: OWNER });
      await passwords.drainOutbox();
      expect(sends).toEqual([OWNER]);
    },
  );
});

describe('the beats', () => {
  it('are half a second apart, and none comes twice because its timer was early', () => {
    const beat = new Beat();
    expect(beat.millisecondsTo(1)).toBe(500);
    vi.advanceTimersByTime(300);
    expect(beat.millisecondsTo(1)).toBe(200);
    expect(beat.millisecondsTo(10)).toBe(4700);
    vi.advanceTimersByTime(199);
    expect(beat.millisecondsTo(1)).toBe(501);
  });
});
