import type { InvalidInput, PolicyViolation } from 'latchkey';
import type { Texts } from '../texts/en.js';
import type { FieldFault } from './layout.js';

/** Puts an operation's refusal beside the fields of its form. */
export function faultsOf(
  texts: Texts,
  refusal: InvalidInput | PolicyViolation,
  policyField: string,
): readonly FieldFault[] {
  if (refusal.reason === 'policy_violation')
    return [{ field: policyField, messages: refusal.violations.map(texts.violation) }];
  return refusal.issues.map(({ path, code }) => ({
    field: path,
    messages: [
      code === 'required'
        ? texts.field.required
        : code === 'too_long'
          ? texts.field.tooLong
          : texts.field.invalid,
    ],
  }));
}
