import { describe } from 'vitest';
import type { Engine } from '../../support/each-engine.js';
import { smtpPost } from '../../support/smtp-post.js';
import { accountNoticeAttacks } from './account-notices.js';
import { afterChangeAttacks } from './after-change.js';
import { codeBindingAttacks } from './code-binding.js';
import { codeDeliveryAttacks } from './code-delivery.js';
import { codeGuessAttacks } from './code-guesses.js';
import { codeRequestAttacks } from './code-requests.js';
import { delayedMailAttacks } from './delayed-mails.js';
import { disavowalAttacks } from './disavowal.js';
import { disputeAttacks } from './disputes.js';
import { enumerationAttacks } from './enumeration.js';
import { forcedChangeAttacks } from './forced-change.js';
import { furtherMoveAttacks } from './further-moves.js';
import { invitationAttacks } from './invitations.js';
import { lifetimeAttacks } from './lifetime.js';
import { linkAttacks } from './link.js';
import { lockAttacks } from './locks.js';
import { movedAccountAttacks } from './moved-accounts.js';
import { noticeAttacks } from './notices.js';
import { oldHashAttacks } from './old-hashes.js';
import { ownPolicyAttacks } from './own-policies.js';
import { passwordAttacks } from './passwords.js';
import { recipientAttacks } from './recipient.js';
import { restorationAttacks } from './restorations.js';
import { secondFactorAttacks } from './second-factor.js';
import { secretAttacks } from './secrets.js';
import { strangerAttacks } from './strangers.js';
import { takeoverAttacks } from './takeovers.js';
import { sayAttacks } from './the-say.js';
import { thereAndBackAttacks } from './there-and-back.js';
import { tokenAttacks } from './token.js';
import { toldAsWellAttacks } from './told-as-well.js';
import { waysAround } from './ways-around.js';

/**
 * The attacks that concern every engine, with mails over real SMTP; each engine has one test file,
 * since opening is dear.
 */
export function attacks(engine: Engine): void {
  engine.post = smtpPost();
  describe('whose mail it is', () => recipientAttacks(engine));
  describe('where the link points', () => linkAttacks(engine));
  describe('what is accepted as a token', () => tokenAttacks(engine));
  describe('when it stops working', () => lifetimeAttacks(engine));
  describe('what strangers may not do', () => strangerAttacks(engine));
  describe('enumeration', () => enumerationAttacks(engine));
  describe('guesses at codes', () => codeGuessAttacks(engine));
  describe('what a code is bound to', () => codeBindingAttacks(engine));
  describe('requests for codes', () => codeRequestAttacks(engine));
  describe('mails that were kept waiting', () => delayedMailAttacks(engine));
  describe('codes on their way', () => codeDeliveryAttacks(engine));
  describe('passwords', () => passwordAttacks(engine));
  describe('hashes that others made', () => oldHashAttacks(engine));
  describe('policies of one’s own', () => ownPolicyAttacks(engine));
  describe('after the change', () => afterChangeAttacks(engine));
  describe('a second factor', () => secondFactorAttacks(engine));
  describe('forced change', () => forcedChangeAttacks(engine));
  describe('notices', () => noticeAttacks(engine));
  describe('this wasn’t me', () => disavowalAttacks(engine));
  describe('an address that has changed', () => disputeAttacks(engine));
  describe('an account that a thief has moved', () => movedAccountAttacks(engine));
  describe('who has the say about it', () => sayAttacks(engine));
  describe('an account moved there and back', () => thereAndBackAttacks(engine));
  describe('who hears of a further move', () => furtherMoveAttacks(engine));
  describe('what its former reader is told as well', () => toldAsWellAttacks(engine));
  describe('an account that a thief has in hand', () => takeoverAttacks(engine));
  describe('what else its owner is told', () => accountNoticeAttacks(engine));
  describe('what its owner’s word puts back', () => restorationAttacks(engine));
  describe('locks', () => lockAttacks(engine));
  describe('ways around a lock, and floods', () => waysAround(engine));
  describe('invitations', () => invitationAttacks(engine));
  describe('leaks', () => secretAttacks(engine));
}
