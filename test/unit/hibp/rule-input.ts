import type { PolicyInput, PolicyRule } from 'latchkey';

/** Runs a rule on a password: `refused`, `accepted`, or `accepted: ` with why it was skipped. */
export async function verdictOf(
  rule: PolicyRule,
  password: string,
  more: Partial<PolicyInput> = {},
): Promise<string> {
  const skipped: string[] = [];
  const violation = await rule.check({
    password,
    account: null,
    occasion: 'change',
    now: new Date('2026-01-01T00:00:00Z'),
    changedAt: null,
    matchesRecent: () => Promise.reject(new Error('Nobody should ask for the history.')),
    tellSkipped: (code, cause) => skipped.push(`${code} ${cause}`),
    signal: null,
    ...more,
  });
  if (violation !== null) return 'refused';
  return ['accepted', ...skipped].join(': ');
}
