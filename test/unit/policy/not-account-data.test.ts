import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { notAccountData } from '../../../src/policy/index.js';
import type { Account } from '../../../src/ports/account.js';
import { account, input } from './accounts.js';

const rule = notAccountData();
const tells = (password: string, of: Account | null = account()) =>
  rule.check(input(password, { account: of })) !== null;

describe('notAccountData', () => {
  it.each([
    ['the address', 'ada.lovelace@analytical-engine.example.org'],
    ['the address in another case', 'Ada.Lovelace@Analytical-Engine.Example.ORG'],
    ['the address without its signs', 'adalovelaceanalyticalengineexampleorg'],
    ['the local part', 'ada.lovelace'],
    ['the local part without its dot', 'AdaLovelace'],
    ['the domain', 'analytical-engine.example.org'],
    ['a word of the domain, twice', 'analyticalanalytical'],
    ['the display name', 'Ada King, Countess of Lovelace'],
    ['a word of the name and a year', 'Lovelace1815'],
    ['a word of the name and a sequence', 'lovelace123456789'],
    ['a word of the name and a common password', 'lovelacepassword1'],
    ['a word of the name and five letters', 'lovelace-xkqvw'],
    ['replaced letters', 'L0v3l@c3L0v3l@c3'],
    ['the local part backwards', 'ecalevol.ada'],
    ['two typing mistakes', 'analitical-engyne.example.org'],
    ['a letter left out', 'ada.lovlace'],
  ])('refuses %s', (_, password) => {
    expect(tells(password)).toBe(true);
  });

  it.each([
    ['a name inside a passphrase', 'lovelace wrote the first program'],
    ['a name and ten random characters', 'lovelacej2kd8s0aqp'],
    ['nothing of the account', 'purple monkey sunset tractor'],
    ['a common password, which another rule refuses', 'passwordpassword'],
    ['three letters of the name by chance', 'granada-sculptures'],
    ['the top-level domain', 'organ orgy organza'],
  ])('is content with %s', (_, password) => {
    expect(tells(password)).toBe(false);
  });

  it('sees through accents on either side', () => {
    const zoe = account({ email: null, displayName: 'Zoë Krüger-Ångström' });
    expect(tells('ZoeKrugerAngstrom!', zoe)).toBe(true);
    expect(tells('Krüger-Ångström2024', zoe)).toBe(true);
    expect(tells('AngstromKrugerZoe', zoe)).toBe(true);
  });

  it('refuses nothing without an account, or for one that has neither address nor name', () => {
    expect(tells('ada.lovelace', null)).toBe(false);
    expect(tells('ada.lovelace', account({ email: null, displayName: null }))).toBe(false);
    expect(tells('ada.lovelace', account({ email: '', displayName: ' . ' }))).toBe(false);
    expect(tells('aaaaaaaaaaaaaaaa', account({ email: 'a@b', displayName: 'A B' }))).toBe(false);
  });

  it('any name, whole or with a year, is refused as a password', () => {
    const name = fc
      .array(
        fc.string({
          unit: fc.constantFrom(...'abcdefghijklmnoprstuvwyé'),
          minLength: 4,
          maxLength: 9,
        }),
        {
          minLength: 1,
          maxLength: 3,
        },
      )
      .map((words) => words.join(' '));
    fc.assert(
      fc.property(name, fc.integer({ min: 1940, max: 2049 }), (displayName, year) => {
        const person = account({ email: null, displayName });
        expect(tells(displayName, person)).toBe(true);
        expect(tells(`${displayName.replaceAll(' ', '')}${year}`, person)).toBe(true);
      }),
    );
  });

  it('never throws, whatever the account and the password', () => {
    const text = fc.string({ unit: 'binary', maxLength: 400 });
    fc.assert(
      fc.property(fc.option(text), fc.option(text), text, (email, displayName, password) => {
        expect(typeof tells(password, account({ email, displayName }))).toBe('boolean');
      }),
    );
  });

  // Django's similarity check was quadratic in both.
  it('attack 39: a hostile account and password take under 5 ms (CVE-2021-45115)', () => {
    const hostile: readonly (readonly [string, string, string])[] = [
      ['a'.repeat(1_000_000), 'a'.repeat(1_000_000), `${'a'.repeat(121)}éáúíóñ`],
      [
        `${'abc.'.repeat(10_000)}@${'abc.'.repeat(10_000)}`,
        'abc '.repeat(10_000),
        'abc.'.repeat(32),
      ],
      [`${'a'.repeat(64)}@${'a'.repeat(250)}`, 'a'.repeat(300), `${'a'.repeat(127)}#`],
      ['aaa.aaaa.aaaaa.aaaaaa.aaaaaaa@aaaaaaaa', 'aaa aaaa aaaaa', `${'a'.repeat(250)}###`],
      ['\ufdfa'.repeat(300), '\ufdfa'.repeat(300), '\ufdfa'.repeat(128)],
    ];
    for (const [email, displayName, password] of hostile) {
      let quickest = Number.POSITIVE_INFINITY;
      for (let i = 0; i < 5; i += 1) {
        const started = performance.now();
        tells(password, account({ email, displayName }));
        quickest = Math.min(quickest, performance.now() - started);
      }
      expect(quickest).toBeLessThan(5);
    }
  });
});
