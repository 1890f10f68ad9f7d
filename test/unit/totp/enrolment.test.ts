import { inspect } from 'node:util';
import { fixedClock } from 'latchkey/testing';
import { memoryTotpStore, type TotpStore, totp } from 'latchkey/totp';
import { describe, expect, it, test } from 'vitest';
import { codeAt } from '../../support/authenticator.js';
import { enrol } from '../../support/enrol.js';

const accountKey = 'ann';
const label = 'ann@example.org';

/** Writes down which of a store's methods are called, and lets a test step in between. */
function watched(store: TotpStore, before: (name: string) => unknown = () => {}) {
  const calls: string[] = [];
  const watching = new Proxy(store, {
    get(target, key) {
      const member: unknown = Reflect.get(target, key);
      if (typeof member !== 'function') return member;
      return async (...args: unknown[]) => {
        calls.push(String(key));
        await before(String(key));
        return Reflect.apply(member, target, args);
      };
    },
  });
  return { calls, store: watching };
}

function open(store: TotpStore = memoryTotpStore()) {
  const clock = fixedClock();
  const factor = totp({ store, issuer: 'Acme', clock: clock.now });
  const begin = async (key = accountKey) => {
    const begun = await factor.beginEnrolment({ accountKey: key, label });
    if (!begun.ok) throw new Error(begun.reason);
    return begun;
  };
  const confirm = (secret: string) =>
    factor.confirmEnrolment({ accountKey, code: codeAt(secret, clock.now()) });
  return { clock, factor, begin, confirm, status: () => factor.status({ accountKey }) };
}

describe('an enrolment', () => {
  it('counts for nothing until a first code confirms it', async () => {
    const { clock, factor, begin, confirm, status } = open();
    expect(await status()).toMatchObject({ state: 'none', enrolledAt: null });
    const { secret } = await begin();
    expect(await status()).toMatchObject({ state: 'begun', enrolledAt: null });
    expect(await factor.methods({ accountKey })).toEqual([]);
    const code = codeAt(secret, clock.now());
    expect(await factor.verify({ accountKey, method: 'totp', code })).toBe(false);
    expect(await factor.newRecoveryCodes({ accountKey })).toEqual({
      ok: false,
      reason: 'not_enrolled',
    });
    expect(await confirm(secret)).toMatchObject({ ok: true });
    expect(await factor.methods({ accountKey })).toEqual(['totp', 'recovery_code']);
    expect(await status()).toEqual({
      ok: true,
      state: 'enrolled',
      enrolledAt: clock.now(),
      recoveryCodesLeft: 10,
    });
  });

  it('is confirmed by a code of its own secret only', async () => {
    const { factor, begin, confirm } = open();
    expect(await confirm('A'.repeat(32))).toEqual({ ok: false, reason: 'not_begun' });
    const { secret } = await begin();
    const foreign = await begin('bob');
    expect(await confirm(foreign.secret)).toEqual({ ok: false, reason: 'code_invalid' });
    expect(await confirm(secret)).toMatchObject({ ok: true });
    expect(await confirm(secret)).toEqual({ ok: false, reason: 'already_enrolled' });
    expect(await factor.methods({ accountKey: 'bob' })).toEqual([]);
  });

  it('may be begun again, which voids the secret before; once confirmed it may not', async () => {
    const { factor, begin, confirm } = open();
    const [first, second] = [await begin(), await begin()];
    expect(await confirm(first.secret)).toEqual({ ok: false, reason: 'code_invalid' });
    expect(await confirm(second.secret)).toMatchObject({ ok: true });
    const again = await factor.beginEnrolment({ accountKey, label });
    expect(again).toEqual({ ok: false, reason: 'already_enrolled' });
    await factor.remove({ accountKey });
    expect(await confirm((await begin()).secret)).toMatchObject({ ok: true });
  });

  it('begun again while a code was checked is not confirmed by it', async () => {
    let meanwhile: () => unknown = () => {};
    const { store } = watched(memoryTotpStore(), (name) => name === 'confirm' && meanwhile());
    const { begin, confirm, status } = open(store);
    const { secret } = await begin();
    meanwhile = begin;
    expect(await confirm(secret)).toEqual({ ok: false, reason: 'enrolment_changed' });
    expect(await status()).toMatchObject({ state: 'begun', recoveryCodesLeft: 0 });
  });

  it('removed and made anew while a code was checked does not take the old one’s code', async () => {
    let meanwhile: () => unknown = () => {};
    const { store } = watched(memoryTotpStore(), (name) => name === 'advanceStep' && meanwhile());
    const { clock, factor, begin, confirm } = open(store);
    const { secret } = await begin();
    await confirm(secret);
    clock.advance({ seconds: 30 });
    meanwhile = async () => {
      await factor.remove({ accountKey });
      clock.advance({ seconds: -60 });
      await confirm((await begin()).secret);
      clock.advance({ seconds: 60 });
    };
    const code = codeAt(secret, clock.now());
    expect(await factor.verify({ accountKey, method: 'totp', code })).toBe(false);
  });
});

test.each([
  [undefined, [-30, 0, 30]],
  [0, [0]],
  [1, [-30, 0, 30]],
  [2, [-60, -30, 0, 30, 60]],
])(
  'a window of %j accepts codes that are off by %j seconds, and no others',
  async (window, good) => {
    const clock = fixedClock();
    const options = { store: memoryTotpStore(), issuer: 'Acme', clock: clock.now };
    const enrolling = totp(options);
    const factor = totp({ ...options, window });
    const { accountKey: key, secret } = await enrol(enrolling, (each) => codeAt(each, clock.now()));
    const accepted: number[] = [];
    for (const off of [-90, -60, -30, 0, 30, 60, 90]) {
      clock.advance({ seconds: 300 });
      const code = codeAt(secret, new Date(clock.now().getTime() + off * 1000));
      if (await factor.verify({ accountKey: key, method: 'totp', code })) accepted.push(off);
    }
    expect(accepted).toEqual(good);
  },
);

describe('what is shown once', () => {
  it('is read by name, and printed, serialised or spread by nothing', async () => {
    const { clock, factor, begin, confirm } = open();
    const begun = await begin();
    const confirmed = await confirm(begun.secret);
    const renewed = await factor.newRecoveryCodes({ accountKey });
    if (!confirmed.ok || !renewed.ok) throw new Error('refused');
    expect(begun.uri).toContain(`secret=${begun.secret}`);
    expect(begun.uri).toMatch(/^otpauth:\/\/totp\/Acme:ann%40example\.org\?issuer=Acme&/);
    expect(new Set([...confirmed.recoveryCodes, ...renewed.recoveryCodes]).size).toBe(20);

    const results = { begun, confirmed, renewed, copies: [{ ...begun }, { ...confirmed }] };
    const printed = [
      JSON.stringify(results),
      inspect(results, { depth: 9 }),
      String(Object.entries(begun)),
    ].join();
    const secrets = [begun.secret, ...confirmed.recoveryCodes, ...renewed.recoveryCodes];
    for (const secret of secrets) expect(printed).not.toContain(secret);
    expect(JSON.stringify(begun)).toBe('{"ok":true,"secret":"[redacted]","uri":"[redacted]"}');
    const enrolledAt = clock.now();
    expect(JSON.stringify(confirmed)).toBe(
      JSON.stringify({ ok: true, enrolledAt, recoveryCodes: '[redacted]' }),
    );
    expect({ ...confirmed }).toEqual({ ok: true, enrolledAt });
  });
});

describe('bad input', () => {
  const keys = [undefined, null, 7, {}, [], '', 'x'.repeat(256), 'a\0b', '\ud800', 'a\nb', true];
  const codes = [undefined, null, 123456, {}, ['123456'], '', '12345', 'x'.repeat(1_000_000)];

  test.each(keys)('an account key %j reaches no store', async (key) => {
    const { calls, store } = watched(memoryTotpStore());
    const { factor } = open(store);
    const input = { accountKey: key as string };
    const refusal = {
      ok: false,
      reason: 'invalid_input',
      issues: [{ path: 'accountKey', code: expect.stringMatching(/^[a-z_]+$/) }],
    };
    for (const answer of [
      factor.beginEnrolment({ ...input, label }),
      factor.confirmEnrolment({ ...input, code: '123456' }),
      factor.newRecoveryCodes(input),
      factor.remove(input),
      factor.takeBack({ ...input, since: new Date(0) }),
      factor.status(input),
    ])
      expect(await answer).toEqual(refusal);
    expect(await factor.verify({ ...input, method: 'totp', code: '123456' })).toBe(false);
    expect(calls).toEqual([]);
  });

  test('no input at all is refused like any other', async () => {
    const { factor } = open();
    for (const input of [undefined, null, 'ann', 7, []])
      expect(await factor.status(input as never)).toMatchObject({ reason: 'invalid_input' });
  });

  test('a code that cannot be one reaches no store', async () => {
    const { calls, store } = watched(memoryTotpStore());
    const { factor } = open(store);
    for (const code of codes as string[]) {
      expect(await factor.confirmEnrolment({ accountKey, code })).toEqual({
        ok: false,
        reason: 'code_invalid',
      });
      for (const method of ['totp', 'recovery_code', 'sms'])
        expect(await factor.verify({ accountKey, method, code })).toBe(false);
    }
    expect(calls).toEqual([]);
  });

  test.each([undefined, 7, '', 'a:b', 'a\0', '\udc00', 'x'.repeat(255)])(
    'a label %j is refused, and nothing is begun',
    async (given) => {
      const { calls, store } = watched(memoryTotpStore());
      const begun = await open(store).factor.beginEnrolment({ accountKey, label: given as string });
      expect(begun).toMatchObject({ reason: 'invalid_input', issues: [{ path: 'label' }] });
      expect(calls).toEqual([]);
    },
  );

  test.each([
    ['store', { store: undefined }],
    ['store', { store: {} }],
    ['issuer', { issuer: '' }],
    ['issuer', { issuer: 'Acme: staff' }],
    ['issuer', { issuer: 7 }],
    ['window', { window: -1 }],
    ['window', { window: 3 }],
    ['window', { window: 0.5 }],
    ['window', { window: Number.NaN }],
    ['seal', { seal: null }],
    ['seal', { seal: { seal: () => new Uint8Array() } }],
    ['clock', { clock: 0 }],
    ['random', { random: 'no' }],
  ])('an option "%s" that cannot be is refused at once', (option, wrong) => {
    const options = { store: memoryTotpStore(), issuer: 'Acme', ...wrong } as never;
    expect(() => totp(options)).toThrow(
      expect.objectContaining({
        code: 'ERR_INVALID_OPTION',
        message: expect.stringContaining(`"${option}"`),
      }),
    );
  });
});
