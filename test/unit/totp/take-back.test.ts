import { runInNewContext } from 'node:vm';
import { fixedClock } from 'latchkey/testing';
import { memoryTotpStore, type TotpStore, totp } from 'latchkey/totp';
import { describe, expect, it, test } from 'vitest';
import { codeAt } from '../../support/authenticator.js';
import { forEachTotpStore } from '../../support/each-totp-store.js';
import { enrol } from '../../support/enrol.js';

forEachTotpStore('taking back what a thief has enrolled', (place) => {
  /** An account that was enrolled just now; `after` is an instant so many milliseconds later. */
  async function open() {
    const clock = fixedClock('2030-01-15T12:00:00.000Z');
    const factor = totp({ store: place.store(), issuer: 'Acme', clock: clock.now });
    const enrolled = await enrol(factor, (secret) => codeAt(secret, clock.now()));
    const { accountKey } = enrolled;
    const at = clock.now().getTime();
    return {
      ...enrolled,
      clock,
      factor,
      after: (milliseconds: number) => new Date(at + milliseconds),
      verify: (method: string, code: string) => factor.verify({ accountKey, method, code }),
      status: () => factor.status({ accountKey }),
    };
  }

  it('a factor from then or later is gone with its codes, and the owner enrols her own', async () => {
    const { accountKey, secret, recoveryCodes, clock, factor, after, verify, status } =
      await open();
    clock.advance({ seconds: 30 });
    for (const takenBack of [true, false])
      expect(await factor.takeBack({ accountKey, since: after(-3_600_000) })).toEqual({
        ok: true,
        takenBack,
      });
    expect(await factor.methods({ accountKey })).toEqual([]);
    expect(await status()).toMatchObject({ state: 'none', enrolledAt: null });
    expect(await verify('totp', codeAt(secret, clock.now()))).toBe(false);
    for (const code of recoveryCodes) expect(await verify('recovery_code', code)).toBe(false);

    const begun = await factor.beginEnrolment({ accountKey, label: 'ann' });
    if (!begun.ok) throw new Error(begun.reason);
    const code = codeAt(begun.secret, clock.now());
    expect(await factor.confirmEnrolment({ accountKey, code })).toMatchObject({ ok: true });
    for (const old of recoveryCodes) expect(await verify('recovery_code', old)).toBe(false);
  });

  it('a factor goes from the very instant on, and one of a millisecond before it stays', async () => {
    const { accountKey, factor, after, status } = await open();
    const takeBack = (since: Date) => factor.takeBack({ accountKey, since });
    expect(await takeBack(after(1)), 'confirmed at since − 1 ms').toEqual({
      ok: true,
      takenBack: false,
    });
    expect(await status()).toMatchObject({ state: 'enrolled', recoveryCodesLeft: 10 });
    expect(await takeBack(after(0)), 'confirmed at since').toEqual({ ok: true, takenBack: true });
    expect(await status()).toMatchObject({ state: 'none', recoveryCodesLeft: 0 });
  });

  it('a factor that was there before stays whole: app, spent steps and recovery codes', async () => {
    const { accountKey, secret, code, recoveryCodes, clock, factor, after, verify, status } =
      await open();
    const before = await status();
    for (const since of [after(1), after(86_400_000)])
      expect(await factor.takeBack({ accountKey, since })).toEqual({ ok: true, takenBack: false });
    expect(await status()).toEqual(before);
    expect(await verify('totp', code), 'spent at the enrolment, and still spent').toBe(false);
    clock.advance({ seconds: 30 });
    expect(await verify('totp', codeAt(secret, clock.now()))).toBe(true);
    for (const each of recoveryCodes) expect(await verify('recovery_code', each)).toBe(true);
  });

  it('an enrolment that was only begun goes, and its maker cannot confirm it', async () => {
    const { accountKey, clock, factor, after, status } = await open();
    await factor.remove({ accountKey });
    const begun = await factor.beginEnrolment({ accountKey, label: 'ann' });
    if (!begun.ok) throw new Error(begun.reason);
    clock.advance({ seconds: 3_600 });
    const later = { accountKey, since: after(3_600_000) };
    expect(await factor.takeBack(later)).toEqual({ ok: true, takenBack: true });
    const code = codeAt(begun.secret, clock.now());
    expect(await factor.confirmEnrolment({ accountKey, code })).toEqual({
      ok: false,
      reason: 'not_begun',
    });
    expect(await status()).toMatchObject({ state: 'none' });
  });

  it('takes back by the very instant that the confirmation answered', async () => {
    const { accountKey, clock, factor, status } = await open();
    await factor.remove({ accountKey });
    const begun = await factor.beginEnrolment({ accountKey, label: 'ann' });
    if (!begun.ok) throw new Error(begun.reason);
    clock.advance({ seconds: 90, milliseconds: 7 });
    const code = codeAt(begun.secret, clock.now());
    const confirmed = await factor.confirmEnrolment({ accountKey, code });
    if (!confirmed.ok) throw new Error(confirmed.reason);
    const { enrolledAt } = confirmed;
    expect(enrolledAt).toEqual(clock.now());
    expect(await status()).toMatchObject({ state: 'enrolled', enrolledAt });
    expect(await factor.takeBack({ accountKey, since: enrolledAt })).toEqual({
      ok: true,
      takenBack: true,
    });
  });

  it('an account without a factor is no error, and nothing is before the earliest instant', async () => {
    const { accountKey, factor } = await open();
    const earliest = new Date(-8.64e15);
    const nobody = { accountKey: `${accountKey}-nobody`, since: earliest };
    expect(await factor.takeBack(nobody)).toEqual({ ok: true, takenBack: false });
    expect(await factor.takeBack({ accountKey, since: earliest })).toEqual({
      ok: true,
      takenBack: true,
    });
  });

  it('inside a transaction that is rolled back nothing is taken back', async () => {
    const unitOfWork = place.opened()?.stores.unitOfWork;
    if (unitOfWork === undefined) return;
    const { accountKey, factor, after, status } = await open();
    const before = await status();
    const work = unitOfWork.run(async (transaction) => {
      const taken = await factor.takeBack({ accountKey, since: after(0), transaction });
      throw new Error(JSON.stringify(taken));
    });
    await expect(work).rejects.toThrow('{"ok":true,"takenBack":true}');
    expect(await status()).toEqual(before);

    const taken = await unitOfWork.run((transaction) =>
      factor.takeBack({ accountKey, since: after(0), transaction }),
    );
    expect(taken).toEqual({ ok: true, takenBack: true });
    expect(await status()).toMatchObject({ state: 'none' });
  });
});

describe('the input of takeBack', () => {
  const since = new Date(0);

  function open() {
    const given: unknown[][] = [];
    const store: TotpStore = {
      ...memoryTotpStore(),
      async removeSince(...args) {
        given.push(args);
        return true;
      },
    };
    return { given, factor: totp({ store, issuer: 'Acme' }) };
  }

  test.each<readonly [path: string, code: string, input: unknown]>([
    ['since', 'required', { accountKey: 'ann' }],
    ...[null, 0, Number.NaN, '2030-01-15', {}, [], new Date(Number.NaN), Object.create(since)].map(
      (wrong) => ['since', 'invalid_type', { accountKey: 'ann', since: wrong }] as const,
    ),
    ['accountKey', 'required', { since }],
    ['accountKey', 'invalid_type', { accountKey: 7, since }],
    ['accountKey', 'too_long', { accountKey: 'x'.repeat(256), since }],
    ['accountKey', 'invalid_characters', { accountKey: 'a\0', since }],
  ])('a wrong %s is %s, and reaches no store', async (path, code, input) => {
    const { given, factor } = open();
    const issues = [{ path, code }];
    expect(await factor.takeBack(input as never)).toEqual({
      ok: false,
      reason: 'invalid_input',
      issues,
    });
    expect(given).toEqual([]);
  });

  test.each([undefined, null, 'ann', 7, []])('no input at all is refused: %j', async (input) => {
    const { given, factor } = open();
    const required = (path: string) => ({ path, code: 'required' });
    expect(await factor.takeBack(input as never)).toEqual({
      ok: false,
      reason: 'invalid_input',
      issues: [required('accountKey'), required('since')],
    });
    expect(given).toEqual([]);
  });

  test('the store gets the very instant, without any leeway', async () => {
    for (const instant of ['2030-01-15T12:00:00.001Z', '1970-01-01T00:00:00.000Z']) {
      const { given, factor } = open();
      await factor.takeBack({ accountKey: 'ann', since: new Date(instant) });
      expect(given).toEqual([[{ accountKey: 'ann', since: new Date(instant) }, undefined]]);
    }
  });

  test('a date of another realm of JavaScript is a date, as tests and workers have it', async () => {
    const foreign = runInNewContext('new Date(60000)') as Date;
    expect(foreign).not.toBeInstanceOf(Date);
    const { given, factor } = open();
    expect(await factor.takeBack({ accountKey: 'ann', since: foreign })).toMatchObject({
      ok: true,
    });
    expect(given).toEqual([[{ accountKey: 'ann', since: new Date(60_000) }, undefined]]);
  });

  test('a store that cannot take back is refused at once, and not at the disavowal', () => {
    const { removeSince, ...older } = memoryTotpStore();
    expect(() => totp({ store: older as TotpStore, issuer: 'Acme' })).toThrow(
      expect.objectContaining({ code: 'ERR_INVALID_OPTION' }),
    );
  });
});
