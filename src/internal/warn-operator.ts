import type { PasswordEvent } from '../events.js';

const WARNINGS: Readonly<Partial<Record<PasswordEvent['type'], string>>> = {
  outbox_stalled: 'Nobody works at the outbox: mails and notices wait.',
  'outbox.failed': 'The outbox cannot reach its database.',
  'outbox.given_up': 'A mail or revocation was given up on; see listGivenUp().',
  'outbox.deferred': 'A mail or revocation failed and will be tried again.',
  'disavowal.needs_operator': 'An account is locked, and its owner cannot get back in alone.',
  'address.not_put_back': 'The hook "onAddressDisavowal" failed, and an account is in dispute.',
  'policy.rule_skipped': 'A rule of the policy let a password through without judging it.',
  'policy.sign_in_check_failed': 'The policy for sign-ins failed, and let somebody through.',
  'hash.refused': 'A stored password hash cannot be checked.',
  'throttle.client_unknown': 'No context.ip is given, so the limits per client are off.',
};

/** Tells an operator, once a process for each kind, where the application listens to no events. */
export function warnOperator(event: PasswordEvent): void {
  const text = WARNINGS[event.type];
  if (text === undefined || warned.has(event.type)) return;
  warned.add(event.type);
  const cause = 'cause' in event ? ` (${event.cause})` : '';
  process.emitWarning(`[latchkey] ${text}${cause} Pass "onEvent" to hear of each.`, {
    type: 'LatchkeyWarning',
    code: event.type,
  });
}

const warned = new Set<string>();
