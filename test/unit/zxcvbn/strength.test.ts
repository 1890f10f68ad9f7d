import fc from 'fast-check';
import { strength } from 'latchkey/zxcvbn';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Account } from '../../../src/ports/account.js';
import { account, input } from '../policy/accounts.js';
import { anyText } from '../policy/any-text.js';

const english = () => import('@zxcvbn-ts/language-en');
const french = () => import('@zxcvbn-ts/language-fr');
const rules = { plain: strength(4), english: strength(4, { languages: [english] }) };

beforeAll(() => Promise.all([rules.plain.load(), rules.english.load()]));

/** The score; 4 is what the strictest rule is content with. */
async function scoreOf(password: string, of: Account | null = null, rule = rules.plain) {
  const violation = await rule.check(input(password, { account: of }));
  return violation === null ? 4 : violation.params.score;
}

describe('strength', () => {
  it.each([
    ['', 0],
    ['password', 0],
    ['P@ssw0rd', 0],
    ['drowssap', 0],
    ['aaaaaaaaaaaaaaaaaaaa', 0],
    ['abcabcabcabcabcabc', 0],
    ['1984-12-31', 1],
    ['qwertyuiopasdfg', 1],
    ['correct horse battery staple', 4],
    ['xK9#mQ2$vL8@nR5!', 4],
    ['жираф завтракает молча', 4],
  ])('%j scores %i', async (password, score) => {
    expect(await scoreOf(password)).toBe(score);
  });

  it.each([1, 2, 3, 4])('refuses what is below %i, and nothing else', async (minScore) => {
    const rule = strength(minScore);
    for (const password of [
      'password',
      'qwertyuiopasdfg',
      'hedgehog1x',
      'ocean2lamp',
      'k3jd92ksla',
    ]) {
      const score = await scoreOf(password);
      const violation = await rule.check(input(password));
      if (Number(score) >= minScore) expect(violation).toBeNull();
      else expect(violation?.params).toMatchObject({ score, minScore });
    }
  });

  it('asks for 3 unless told otherwise, and says so to a form', () => {
    expect(strength().describe()).toEqual({
      code: 'too_weak',
      params: { minScore: 3 },
      message: 'Choose a password that is hard to guess.',
    });
  });

  it('passes the advice on: as keys for translations, and in words', async () => {
    expect(await strength().check(input('Password1'))).toEqual({
      code: 'too_weak',
      params: {
        score: 0,
        minScore: 3,
        warning: 'common',
        suggestions: 'anotherWord,capitalization',
      },
      message:
        'This password is too easy to guess. It is a password that many people use. Add a word or ' +
        'two that are rare. A capital letter at the beginning hardly helps.',
    });
  });

  it('leaves out advice that there is none of', async () => {
    const violation = await rules.plain.check(input('hedgehog92kdq'));
    expect(violation).toEqual({
      code: 'too_weak',
      params: { score: 3, minScore: 4 },
      message: 'This password is too easy to guess.',
    });
  });

  it.each([
    ['the local part', 'ada.lovelace'],
    ['the name without its spaces', 'AdaKingCountessOfLovelace1'],
    ['words of address and name', 'analytical-lovelace'],
    ['the address, longer than what is judged', 'ada.lovelace@analytical-engine.example.org'],
    ['a word in capitals with signs for letters', 'L0V3L4C3countess'],
  ])('the account makes weaker: %s', async (_, password) => {
    expect(await scoreOf(password, account())).toBeLessThan(Number(await scoreOf(password)));
  });

  it('tells when it is the account that makes a password weak', async () => {
    const violation = await rules.plain.check(input('lovelace', { account: account() }));
    expect(violation?.params).toMatchObject({ score: 0, warning: 'userInputs' });
  });

  it('knows a name with and without its accents', async () => {
    const zoe = account({ email: null, displayName: 'Zoë Krüger-Ångström' });
    for (const password of [
      'krüger-ångström',
      'kruger-angstrom',
      'kruger-angstrom'.toUpperCase(),
    ]) {
      expect(await scoreOf(password, zoe)).toBeLessThan(Number(await scoreOf(password)));
    }
  });

  it('another account makes no difference, nor one without address and name', async () => {
    const nobody = account({ email: null, displayName: null });
    expect(await scoreOf('lovelace-analytical', nobody)).toBe(await scoreOf('lovelace-analytical'));
    // What one check was told does not stay for the next.
    expect(await scoreOf('lovelace-analytical', account())).toBeLessThan(4);
    expect(await scoreOf('lovelace-analytical')).toBe(4);
  });

  it('a language makes its words weaker', async () => {
    const word = 'responsibilities';
    expect(await scoreOf(word)).toBe(4);
    expect(await scoreOf(word, null, rules.english)).toBeLessThan(3);
  });

  it('knows months, days and numbers in a row, of every language given', async () => {
    const both = strength(4, { languages: [english, french] });
    expect(await scoreOf('januaryfebruarymarchapril', null, both)).toBeLessThan(3);
    expect(await scoreOf('janvierfévriermarsavril', null, both)).toBeLessThan(3);
    expect(await scoreOf('janvierfévriermarsavril', null, rules.english)).toBe(4);
  });

  it('judges the first 32 UTF-16 units: what follows never helps', async () => {
    const weak = 'passwordpasswordpasswordpassword';
    expect(weak).toHaveLength(32);
    expect(await scoreOf(`${weak}xK9#mQ2$vL8@nR5!`)).toBe(await scoreOf(weak));
    expect(await scoreOf(`xK9#mQ2$vL8@nR5!${weak}`)).toBe(4);
  });

  it('names that every object of JavaScript has are no words of any list', async () => {
    for (const word of ['constructor', '__proto__', 'c0nstruct0r', 'rotcurtsnoc', '__otorp__']) {
      const person = account({ email: `${word}@${word}.org`, displayName: word });
      const score = Number(await scoreOf(word));
      expect(score).toBeGreaterThan(0);
      expect(await scoreOf(word, person)).toBeLessThanOrEqual(score);
    }
  });

  it('never throws, whatever the password and the account, and never tells the password', async () => {
    const hostile = fc.oneof(
      anyText,
      fc.string({ unit: fc.constantFrom(...'4@($1!|/\\^<>+2nuv69#&%)_-{'), maxLength: 60 }),
      fc.constantFrom('constructor', '__proto__', '\u0000'.repeat(40), '\ud800'.repeat(40)),
    );
    await fc.assert(
      fc.asyncProperty(
        hostile,
        fc.option(hostile),
        hostile,
        async (email, displayName, password) => {
          const violation = await rules.plain.check(
            input(password, { account: account({ email, displayName }) }),
          );
          expect([0, 1, 2, 3, 4]).toContain(violation?.params.score ?? 4);
          const told = Object.entries(violation?.params ?? {}).filter(([name]) =>
            /^[ws]/.test(name),
          );
          for (const [, value] of told) expect(String(value)).toMatch(/^[\da-zA-Z3,]+$/);
        },
      ),
      { numRuns: 300 },
    );
  });

  it.each([0, 5, 2.5, Number.NaN, '3', null])('refuses %j as the lowest score', (minScore) => {
    expect(() => strength(minScore as number)).toThrow('"minScore"');
  });

  it.each([['en'], {}, [null], [Promise.resolve()]].map((languages) => [languages]))(
    'refuses %j as languages',
    (languages) => {
      expect(() => strength(3, { languages: languages as never })).toThrow('"languages"');
    },
  );
});
