import type { Auth0Rule } from './auth0-rule.js';
import { type CharacterKind, characterKinds } from './character-kinds.js';
import { identicalCharacters } from './identical-characters.js';
import { maximumBytes } from './maximum-bytes.js';
import { minimumLength } from './minimum-length.js';
import { sequentialCharacters } from './sequential-characters.js';

/** Auth0's password policies, weakest first. */
export type Auth0Level = 'none' | 'low' | 'fair' | 'good' | 'excellent';

/** What Auth0 can ask of a password as it stands. */
export interface Auth0Complexity {
  readonly minLength: number;
  readonly kinds?: readonly CharacterKind[];
  /** How many of the kinds. Auth0 says it in other words where it is all of them. */
  readonly atLeast?: number;
  readonly maxIdentical?: number;
  readonly maxSequential?: number;
  readonly maxBytes?: number;
}

export const ALL_KINDS: readonly CharacterKind[] = ['lower', 'upper', 'digit', 'special'];

export const LEVELS: Readonly<Record<Auth0Level, Auth0Complexity>> = {
  none: { minLength: 1 },
  low: { minLength: 6 },
  fair: { minLength: 8, kinds: ['lower', 'upper', 'digit'] },
  good: { minLength: 8, kinds: ALL_KINDS, atLeast: 3 },
  excellent: { minLength: 10, kinds: ALL_KINDS, atLeast: 3, maxIdentical: 2 },
};

/** Makes the rules, in the order in which Auth0 tells them. */
export function complexityRules(complexity: Auth0Complexity): Auth0Rule[] {
  const { minLength, kinds = [], atLeast, maxIdentical, maxSequential, maxBytes } = complexity;
  const rules = [minimumLength(minLength)];
  if (kinds.length > 0) rules.push(characterKinds(kinds, atLeast));
  if (maxIdentical !== undefined) rules.push(identicalCharacters(maxIdentical));
  if (maxSequential !== undefined) rules.push(sequentialCharacters(maxSequential));
  if (maxBytes !== undefined) rules.push(maximumBytes(maxBytes));
  return rules;
}
