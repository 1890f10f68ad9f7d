import { describe } from 'vitest';
import type { Engine } from '../../support/each-engine.js';
import { afterChangeAttacks } from './after-change.js';
import { enumerationAttacks } from './enumeration.js';
import { forcedChangeAttacks } from './forced-change.js';
import { lifetimeAttacks } from './lifetime.js';
import { linkAttacks } from './link.js';
import { oldHashAttacks } from './old-hashes.js';
import { ownPolicyAttacks } from './own-policies.js';
import { passwordAttacks } from './passwords.js';
import { recipientAttacks } from './recipient.js';
import { secondFactorAttacks } from './second-factor.js';
import { secretAttacks } from './secrets.js';
import { strangerAttacks } from './strangers.js';
import { tokenAttacks } from './token.js';

/** The attacks that concern every engine; each engine has one test file, since opening is dear. */
export function attacks(engine: Engine): void {
  describe('whose mail it is', () => recipientAttacks(engine));
  describe('where the link points', () => linkAttacks(engine));
  describe('what is accepted as a token', () => tokenAttacks(engine));
  describe('when it stops working', () => lifetimeAttacks(engine));
  describe('what strangers may not do', () => strangerAttacks(engine));
  describe('enumeration', () => enumerationAttacks(engine));
  describe('passwords', () => passwordAttacks(engine));
  describe('hashes that others made', () => oldHashAttacks(engine));
  describe('policies of one’s own', () => ownPolicyAttacks(engine));
  describe('after the change', () => afterChangeAttacks(engine));
  describe('a second factor', () => secondFactorAttacks(engine));
  describe('forced change', () => forcedChangeAttacks(engine));
  describe('leaks', () => secretAttacks(engine));
}
