import { fixedClock } from 'latchkey/testing';
import { totp } from 'latchkey/totp';
import { expect, it } from 'vitest';
import { codeAt } from '../../support/authenticator.js';
import { forEachTotpStore } from '../../support/each-totp-store.js';
import { enrol } from '../../support/enrol.js';

forEachTotpStore('codes', (place) => {
  async function open() {
    const clock = fixedClock('2030-01-15T12:00:00.000Z');
    const options = { issuer: 'Acme', clock: clock.now };
    const factor = totp({ ...options, store: place.store() });
    const further = totp({ ...options, store: place.further() });
    const ann = await enrol(factor, (secret) => codeAt(secret, clock.now()));
    const { accountKey, secret } = ann;
    return {
      ...ann,
      clock,
      factor,
      further,
      shown: (seconds = 0) => codeAt(secret, new Date(clock.now().getTime() + seconds * 1000)),
      verify: (code: string, method = 'totp', by = factor) =>
        by.verify({ accountKey, method, code, now: clock.now() }),
    };
  }

  it('attack 18: a code works once, and the code of the enrolment not once more', async () => {
    const { code, clock, shown, verify } = await open();
    expect(await verify(code)).toBe(false);
    clock.advance({ seconds: 30 });
    const next = shown();
    expect(await verify(next)).toBe(true);
    expect(await verify(next)).toBe(false);
    clock.advance({ seconds: 29, milliseconds: 999 });
    expect(await verify(next), 'still shown, and still spent').toBe(false);
    clock.advance({ milliseconds: 1 });
    expect(await verify(next), 'still within the window, and still spent').toBe(false);
    expect(await verify(shown())).toBe(true);
  });

  it('an older step after a newer one is refused, though it was never used', async () => {
    const { clock, shown, verify } = await open();
    clock.advance({ seconds: 120 });
    const [before, after] = [shown(-30), shown(30)];
    expect(await verify(after), 'an app whose clock is ahead').toBe(true);
    for (const older of [before, shown(), after]) expect(await verify(older)).toBe(false);
    clock.advance({ seconds: 60 });
    expect(await verify(shown())).toBe(true);
  });

  it('a clock that is turned back makes no spent code good again', async () => {
    const { clock, shown, verify } = await open();
    clock.advance({ seconds: 90 });
    const code = shown();
    expect(await verify(code)).toBe(true);
    clock.advance({ seconds: -30 });
    expect(await verify(code)).toBe(false);
    expect(await verify(shown())).toBe(false);
  });

  it('of 50 verifications of one code at once one is true', async () => {
    const { clock, shown, verify, factor, further } = await open();
    for (let round = 0; round < 3; round += 1) {
      clock.advance({ seconds: 30 });
      const code = shown();
      const answers = await Promise.all(
        Array.from({ length: 50 }, (_, index) =>
          verify(code, 'totp', index % 2 === 0 ? factor : further),
        ),
      );
      expect(answers.filter(Boolean)).toHaveLength(1);
    }
  });

  it('of 50 uses of one recovery code at once one is true', async () => {
    const { recoveryCodes, verify, factor, further, accountKey } = await open();
    const [code = ''] = recoveryCodes;
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        verify(code, 'recovery_code', index % 2 === 0 ? factor : further),
      ),
    );
    expect(answers.filter(Boolean)).toHaveLength(1);
    expect(await verify(code.toLowerCase(), 'recovery_code')).toBe(false);
    expect(await factor.status({ accountKey })).toMatchObject({ recoveryCodesLeft: 9 });
  });

  it('attack 26: neither code nor recovery code is good for another account', async () => {
    const [ann, bob] = [await open(), await open()];
    ann.clock.advance({ seconds: 60 });
    bob.clock.advance({ seconds: 60 });
    expect(await bob.verify(ann.shown())).toBe(false);
    expect(await bob.verify(ann.recoveryCodes[0] ?? '', 'recovery_code')).toBe(false);
    expect(await ann.verify(ann.shown())).toBe(true);
    expect(await ann.verify(ann.recoveryCodes[0] ?? '', 'recovery_code')).toBe(true);
  });

  it('a code counts as what it is said to be, and as nothing else', async () => {
    const { clock, shown, recoveryCodes, verify } = await open();
    clock.advance({ seconds: 60 });
    const [code = ''] = recoveryCodes;
    for (const method of ['recovery_code', 'TOTP', '', 'constructor', '__proto__'])
      expect(await verify(shown(), method)).toBe(false);
    expect(await verify(code)).toBe(false);
    expect(await verify(shown())).toBe(true);
    expect(await verify(code, 'recovery_code')).toBe(true);
  });

  it('recovery codes run out, and the app goes on', async () => {
    const { accountKey, clock, shown, recoveryCodes, verify, factor } = await open();
    expect(await factor.methods({ accountKey })).toEqual(['totp', 'recovery_code']);
    for (const code of recoveryCodes) expect(await verify(code, 'recovery_code')).toBe(true);
    expect(await factor.methods({ accountKey })).toEqual(['totp']);
    clock.advance({ seconds: 60 });
    expect(await verify(shown())).toBe(true);
  });

  it('new recovery codes void the old ones', async () => {
    const { accountKey, recoveryCodes, verify, factor } = await open();
    const renewed = await factor.newRecoveryCodes({ accountKey });
    if (!renewed.ok) throw new Error(renewed.reason);
    expect(renewed.recoveryCodes).toHaveLength(10);
    for (const old of recoveryCodes) expect(await verify(old, 'recovery_code')).toBe(false);
    for (const code of renewed.recoveryCodes)
      expect(await verify(code, 'recovery_code')).toBe(true);
  });

  it('what is removed is asked for no more, and its codes are good for nothing', async () => {
    const { accountKey, clock, shown, recoveryCodes, verify, factor } = await open();
    clock.advance({ seconds: 60 });
    const code = shown();
    expect(await factor.remove({ accountKey })).toEqual({ ok: true, removed: true });
    expect(await factor.methods({ accountKey })).toEqual([]);
    expect(await verify(code)).toBe(false);
    expect(await verify(recoveryCodes[0] ?? '', 'recovery_code')).toBe(false);
    expect(await factor.remove({ accountKey })).toEqual({ ok: true, removed: false });
  });
});
