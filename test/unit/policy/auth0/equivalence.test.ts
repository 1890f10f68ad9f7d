import { describe, expect, test } from 'vitest';
import {
  ALL_KINDS,
  type Auth0Complexity,
  complexityRules,
} from '../../../../src/policy/auth0/complexity.js';
import {
  type Auth0Level,
  type Auth0PasswordOptions,
  auth0,
  auth0Description,
  auth0FromConnection,
  auth0PolicyText,
  policy,
} from '../../../../src/policy/index.js';
import type { Policy } from '../../../../src/ports/policy.js';
import { input } from '../accounts.js';
import { type Draw, passwordsBy, seeded } from './passwords.js';
import { type SheriffPolicy, type SheriffRules, sheriff } from './sheriff.js';

const { lowerCase, upperCase, numbers, specialCharacters } = sheriff.charsets;
const CHARSETS = {
  lower: lowerCase,
  upper: upperCase,
  digit: numbers,
  special: specialCharacters,
} as const;

interface Comparison {
  readonly accepted: number;
  /** Passwords on which the two disagree; empty where they are equal. */
  readonly differences: readonly string[];
}

/** Compares both answers on every password: whether it is accepted, and what is displayed. */
async function compare(
  ours: Policy,
  theirs: SheriffPolicy,
  passwords: readonly string[],
): Promise<Comparison> {
  const differences: string[] = [];
  let accepted = 0;
  for (const password of passwords) {
    const isAccepted = (await ours.check(input(password))).length === 0;
    if (isAccepted) accepted += 1;
    // A policy judges NFC, as the service hands it over; the sheriff is told the same.
    const missing = theirs.missing(password.normalize('NFC'));
    if (isAccepted !== theirs.check(password) || !isSame(auth0Description(ours, password), missing))
      differences.push(JSON.stringify(password));
  }
  return { accepted, differences };
}

/** Deep equality, quick enough for half a million of small objects. */
function isSame(one: unknown, other: unknown): boolean {
  if (typeof one !== 'object' || typeof other !== 'object') return one === other;
  if (one === null || other === null) return one === other;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  let members = 0;
  for (const key in one) {
    if (!(key in other && isSame(one[key as never], other[key as never]))) return false;
    members += 1;
  }
  return members === Object.keys(other).length;
}

describe('a level accepts and displays what password-sheriff does', () => {
  test.each<[Auth0Level, leastAccepted: number, leastRefused: number]>([
    ['none', 90_000, 5_000],
    ['low', 50_000, 30_000],
    ['fair', 10_000, 50_000],
    ['good', 10_000, 50_000],
    ['excellent', 4_000, 50_000],
  ])('%s', async (level, leastAccepted, leastRefused) => {
    const passwords = passwordsBy(seeded(level.length * 7919), 100_000);
    const { accepted, differences } = await compare(auth0(level), sheriff(level), passwords);
    expect(differences).toEqual([]);
    // Both answers are common, or the comparison would say little.
    expect(accepted).toBeGreaterThan(leastAccepted);
    expect(passwords.length - accepted).toBeGreaterThan(leastRefused);
    expect(auth0PolicyText(auth0(level))).toBe(sheriff(level).toString());
  });
});

/** Runs many policies against what the same rules are in password-sheriff, on 500 passwords each. */
async function compareMany(
  rounds: number,
  makeOf: (draw: Draw) => { readonly ours: Policy; readonly rules: SheriffRules },
): Promise<void> {
  const draw = seeded(rounds);
  let [accepted, all] = [0, 0];
  for (let round = 0; round < rounds; round += 1) {
    const { ours, rules } = makeOf(draw);
    const theirs = new sheriff.PasswordPolicy(rules);
    const passwords = passwordsBy(draw, 500);
    const comparison = await compare(ours, theirs, passwords);
    expect({ rules, differences: comparison.differences }).toEqual({ rules, differences: [] });
    expect(auth0PolicyText(ours)).toBe(theirs.toString());
    accepted += comparison.accepted;
    all += passwords.length;
  }
  expect(accepted / all).toBeGreaterThan(0.1);
  expect(accepted / all).toBeLessThan(0.9);
}

const expressionsOf = (kinds: readonly (keyof typeof CHARSETS)[]) =>
  ALL_KINDS.filter((kind) => kinds.includes(kind)).map((kind) => CHARSETS[kind]);

test('any rules of complexity are those of a PasswordPolicy with the same', async () => {
  await compareMany(100, (draw) => {
    const maybe = (value: number) => (draw(3) === 0 ? value : undefined);
    const kinds = ALL_KINDS.filter(() => draw(2) === 0);
    const atLeast = kinds.length > 0 && draw(2) === 0 ? 1 + draw(kinds.length) : undefined;
    const [maxIdentical, maxSequential] = [maybe(1 + draw(4)), maybe(2 + draw(4))];
    const maxBytes = maybe(1 + draw(80));
    const minLength = 1 + draw(9);
    const complexity = { minLength, kinds, atLeast, maxIdentical, maxSequential, maxBytes };
    const given = Object.entries(complexity).filter(([, value]) => value !== undefined);
    const expressions = expressionsOf(kinds);
    return {
      ours: policy(...complexityRules(Object.fromEntries(given) as unknown as Auth0Complexity)),
      rules: {
        length: { minLength },
        ...(kinds.length > 0 && atLeast === undefined && { contains: { expressions } }),
        ...(atLeast !== undefined && { containsAtLeast: { atLeast, expressions } }),
        ...(maxIdentical !== undefined && { identicalChars: { max: maxIdentical } }),
        ...(maxSequential !== undefined && { sequentialChars: { max: maxSequential } }),
        ...(maxBytes !== undefined && { maxLength: { maxBytes } }),
      },
    };
  });
});

const TYPES = ['uppercase', 'lowercase', 'number', 'special'] as const;
const KIND_OF = { uppercase: 'upper', lowercase: 'lower', number: 'digit', special: 'special' };

test('the newer form means what Auth0 builds of it: two in a row at most, and 72 bytes', async () => {
  await compareMany(100, (draw) => {
    const min_length = draw(3) === 0 ? 1 + draw(72) : 1 + draw(10);
    const three = draw(3) === 0;
    const character_types = TYPES.filter(() => three || draw(2) === 0);
    const [identical, sequential, error] = [draw(2) === 0, draw(2) === 0, draw(2) === 0];
    const password_options: Auth0PasswordOptions = {
      complexity: {
        min_length,
        character_types,
        character_type_rule: three ? 'three_of_four' : 'all',
        identical_characters: identical ? 'block' : 'allow',
        sequential_characters: sequential ? 'block' : 'allow',
        max_length_exceeded: error ? 'error' : 'truncate',
      },
    };
    const expressions = expressionsOf(character_types.map((type) => KIND_OF[type] as 'lower'));
    return {
      ours: auth0FromConnection({ password_options }),
      rules: {
        length: { minLength: min_length },
        ...(three && { containsAtLeast: { atLeast: 3, expressions } }),
        ...(!three && expressions.length > 0 && { contains: { expressions } }),
        ...(identical && { identicalChars: { max: 2 } }),
        ...(sequential && { sequentialChars: { max: 2 } }),
        ...(error && { maxLength: { maxBytes: 72 } }),
      },
    };
  });
});

test('a minimum length takes the place of the level’s', async () => {
  await compareMany(20, (draw) => {
    const minLength = 1 + draw(12);
    return { ours: auth0('low', { minLength }), rules: { length: { minLength } } };
  });
});

test('what no service lets through is judged alike, too: nothing, NUL, half an emoji, a kilobyte', async () => {
  const odd = ['', '\0', '\ud800', '\udc00\ud800', 'aA1!\0\0\0\0\0\0', 'aA1!'.repeat(256)];
  for (const level of ['none', 'low', 'fair', 'good', 'excellent'] as const)
    expect(await compare(auth0(level), sheriff(level), odd)).toMatchObject({ differences: [] });
});

test('what is stricter: over 1,024 bytes nothing is accepted, where Auth0 would cut', async () => {
  for (const password of ['aB1!'.repeat(256), `${'éè'.repeat(254)}aB1!aB1!`]) {
    expect(Buffer.byteLength(password)).toBe(1024);
    expect(await auth0('excellent').check(input(password))).toEqual([]);
    expect(await auth0('excellent').check(input(`${password}x`))).toMatchObject([
      { code: 'too_long', params: { max: 1024, maxBytes: 1024 } },
    ]);
    expect(sheriff('excellent').check(`${password}x`)).toBe(true);
  }
});
