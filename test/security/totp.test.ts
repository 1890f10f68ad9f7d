import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { PasswordService, type Stores } from 'latchkey';
import { memoryStores } from 'latchkey/memory';
import { sqlTotpStore } from 'latchkey/sql';
import { fixedClock } from 'latchkey/testing';
import { totp } from 'latchkey/totp';
import { expect, it } from 'vitest';
import { aesSeal } from '../support/aes-seal.js';
import { codeAt, fromBase32 } from '../support/authenticator.js';
import { forEachTotpStore } from '../support/each-totp-store.js';
import { describeEngines } from '../support/engines.js';
import { enrol } from '../support/enrol.js';
import { cheapHasher, passwordOf } from '../support/open-service.js';

const newPassword = passwordOf(2);

forEachTotpStore('a reset with an authenticator', (place) => {
  async function open() {
    const clock = fixedClock();
    const secondFactor = totp({ store: place.store(), issuer: 'Acme', clock: clock.now });
    const ann = await enrol(secondFactor, (secret) => codeAt(secret, clock.now()));
    const { accountKey: id } = ann;
    const row = { id, email: `${id}@example.org`, passwordHash: null };
    const opened = place.opened();
    await opened?.seedAccount(row);
    const stores: Stores<string, object, unknown> =
      opened?.stores ?? memoryStores({ accounts: [row] });
    const passwords = new PasswordService({
      stores,
      mailer: async () => {},
      onEvent: () => {},
      links: { reset: 'https://app.example/password/reset' },
      hasher: cheapHasher,
      outbox: 'external',
      clock: clock.now,
      secondFactor,
    });
    const issue = async () => {
      const issued = await passwords.issueTicket({ accountId: id });
      if (!issued.ok) throw new Error(issued.reason);
      return issued.ticket.token;
    };
    clock.advance({ seconds: 60 });
    return { ...ann, clock, secondFactor, passwords, issue };
  }

  it('attack 54: asks for a code of the app, and a proof of it sets the password', async () => {
    const { secret, clock, passwords, issue } = await open();
    const token = await issue();
    expect(await passwords.redeemTicket({ token, newPassword })).toEqual({
      ok: false,
      reason: 'second_factor_required',
      methods: ['totp', 'recovery_code'],
    });
    const shown = await passwords.verifySecondFactor({
      token,
      method: 'totp',
      code: codeAt(secret, clock.now()),
    });
    if (!shown.ok) throw new Error(shown.reason);
    const proof = shown.secondFactorProof;
    expect(
      await passwords.redeemTicket({ token, newPassword, secondFactor: { proof } }),
    ).toMatchObject({ ok: true });
  });

  it('attack 18: a code that was spent at sign-in opens no reset, nor the other way', async () => {
    const { accountKey, secret, clock, secondFactor, passwords, issue } = await open();
    const code = codeAt(secret, clock.now());
    expect(await secondFactor.verify({ accountKey, method: 'totp', code })).toBe(true);
    const token = await issue();
    const shown = { method: 'totp', code };
    const refused = { ok: false, reason: 'second_factor_invalid' };
    expect(await passwords.redeemTicket({ token, newPassword, secondFactor: shown })).toEqual(
      refused,
    );
    clock.advance({ seconds: 30 });
    const next = { method: 'totp', code: codeAt(secret, clock.now()) };
    expect(await passwords.redeemTicket({ token, newPassword, secondFactor: next })).toMatchObject({
      ok: true,
    });
    expect(await secondFactor.verify({ accountKey, ...next })).toBe(false);
  });

  it('a lost phone: a recovery code does, once, and the reset leaves the factor alone', async () => {
    const { accountKey, recoveryCodes, secret, clock, secondFactor, passwords, issue } =
      await open();
    const code = (recoveryCodes[0] ?? '').toLowerCase().replaceAll('-', ' ');
    const lost = { method: 'recovery_code', code };
    const token = await issue();
    expect(await passwords.redeemTicket({ token, newPassword, secondFactor: lost })).toMatchObject({
      ok: true,
    });
    const later = await issue();
    expect(
      await passwords.redeemTicket({
        token: later,
        newPassword: passwordOf(3),
        secondFactor: lost,
      }),
    ).toMatchObject({ reason: 'second_factor_invalid' });
    await passwords.forgetAccount({ accountId: accountKey });
    expect(await secondFactor.status({ accountKey })).toMatchObject({
      state: 'enrolled',
      recoveryCodesLeft: 9,
    });
    const next = codeAt(secret, clock.now());
    expect(await secondFactor.verify({ accountKey, method: 'totp', code: next })).toBe(true);
  });
});

describeEngines('authenticators at rest', (engine) => {
  const clock = fixedClock();
  const key = createHash('sha256').update('a key that the database does not hold').digest();

  async function open() {
    const opened = await engine.open();
    const store = sqlTotpStore(opened.db);
    const options = { store, issuer: 'Acme', clock: clock.now };
    const hasSchemas = engine.name === 'pglite' || engine.name === 'postgres';
    const prefix = hasSchemas ? 'latchkey.' : 'latchkey_';
    const factors = sql.table(`${prefix}second_factors`);
    const codes = sql.table(`${prefix}recovery_codes`);
    return {
      ...opened,
      options,
      factors,
      codes,
      plain: totp(options),
      sealed: totp({ ...options, seal: aesSeal(key) }),
      enrol: (factor: ReturnType<typeof totp>) =>
        enrol(factor, (secret) => codeAt(secret, clock.now())),
      async dump() {
        const rows = [
          ...(await sql<Record<string, unknown>>`select * from ${factors}`.execute(opened.db)).rows,
          ...(await sql<Record<string, unknown>>`select * from ${codes}`.execute(opened.db)).rows,
        ];
        return rows
          .flatMap((row) => Object.values(row))
          .map((value) =>
            value instanceof Uint8Array || value instanceof ArrayBuffer
              ? Buffer.from(value as ArrayBuffer).toString('latin1')
              : String(value),
          )
          .join('\n');
      },
    };
  }

  it('recovery codes are stored as digests, and a sealed secret in no readable form', async () => {
    const place = await open();
    try {
      const ann = await place.enrol(place.sealed);
      const dump = await place.dump();
      const bytes = fromBase32(ann.secret);
      const spellings = [
        ann.secret,
        bytes.toString('hex'),
        bytes.toString('base64url'),
        bytes.toString('latin1'),
        ...ann.recoveryCodes.flatMap((code) => [code, code.replaceAll('-', '')]),
      ];
      for (const spelling of spellings) expect(dump).not.toContain(spelling);

      const bob = await place.enrol(place.plain);
      const unsealed = fromBase32(bob.secret).toString('base64url');
      expect(await place.dump(), 'the search would have found one').toContain(unsealed);
    } finally {
      await place.close();
    }
  });

  it('a sealed secret opens for its own account and key only', async () => {
    const place = await open();
    try {
      const [ann, mallory] = [await place.enrol(place.sealed), await place.enrol(place.sealed)];
      const { db, factors, sealed, plain, options } = place;
      const later = new Date(clock.now().getTime() + 30_000);
      const verify = (factor: typeof sealed, secret: string) =>
        factor.verify({
          accountKey: ann.accountKey,
          method: 'totp',
          code: codeAt(secret, later),
          now: later,
        });
      const wrongKey = totp({ ...options, seal: aesSeal(Buffer.alloc(32, 7)) });
      await expect(verify(wrongKey, ann.secret)).rejects.toMatchObject({ code: 'ERR_HOOK' });
      await expect(verify(plain, ann.secret)).rejects.toMatchObject({ code: 'ERR_INVALID_OPTION' });
      expect(await verify(sealed, ann.secret)).toBe(true);

      await sql`
        update ${factors} set secret = (
          select secret from (select * from ${factors}) as other
          where account_key = ${mallory.accountKey}
        ) where account_key = ${ann.accountKey}`.execute(db);
      await expect(verify(sealed, mallory.secret)).rejects.toMatchObject({ code: 'ERR_HOOK' });
    } finally {
      await place.close();
    }
  });

  it('recovery codes without a confirmed factor beside them are worth nothing', async () => {
    const place = await open();
    try {
      const { db, factors, plain } = place;
      const ann = await place.enrol(plain);
      const { accountKey } = ann;
      const [first = '', second = ''] = ann.recoveryCodes;
      const spend = (code: string) => plain.verify({ accountKey, method: 'recovery_code', code });
      await sql`
        delete from ${factors} where account_key = ${sql.lit(accountKey)}`.execute(db);
      expect(await spend(first), 'an orphan').toBe(false);
      await plain.beginEnrolment({ accountKey, label: 'ann' });
      expect(await spend(first), 'only begun').toBe(false);
      expect(await plain.methods({ accountKey })).toEqual([]);

      await sql`
        update ${factors} set confirmed_at = 1, last_step = 1
        where account_key = ${sql.lit(accountKey)}`.execute(db);
      expect(await spend(first), 'it was there all the time').toBe(true);
      expect(await spend(second)).toBe(true);
    } finally {
      await place.close();
    }
  });

  it('a recovery code copied into the row of another account is worth nothing there', async () => {
    const place = await open();
    try {
      const [ann, mallory] = [await place.enrol(place.plain), await place.enrol(place.plain)];
      await sql`
        insert into ${place.codes} (realm, account_key, digest)
        select realm, ${sql.lit(ann.accountKey)}, digest from ${place.codes}
        where account_key = ${mallory.accountKey}`.execute(place.db);
      const method = 'recovery_code';
      const [code = ''] = mallory.recoveryCodes;
      const { plain } = place;
      expect(await plain.status(ann)).toMatchObject({ recoveryCodesLeft: 20 });
      expect(await plain.verify({ accountKey: ann.accountKey, method, code })).toBe(false);
      expect(await plain.verify({ accountKey: mallory.accountKey, method, code })).toBe(true);
    } finally {
      await place.close();
    }
  });
});
