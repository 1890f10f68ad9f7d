import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { minimumAge } from '../../../src/policy/index.js';
import type { PolicyOccasion } from '../../../src/ports/policy.js';
import { input } from './accounts.js';

const changedAt = new Date('2026-03-01T10:00:00.000Z');
const HOUR_MS = 3_600_000;

function check(ageMs: number, options = {}, occasion: PolicyOccasion = 'change') {
  const now = new Date(+changedAt + ageMs);
  return minimumAge(options).check(input('whatever', { now, changedAt, occasion }));
}

describe('minimumAge', () => {
  it('refuses up to the last millisecond and lets the next one pass', () => {
    expect(check(24 * HOUR_MS - 1)).toEqual({
      code: 'too_recent',
      params: { hours: 24, availableAt: '2026-03-02T10:00:00.000Z' },
      message: 'Your password can be changed again once it is 24 hours old.',
    });
    expect(check(24 * HOUR_MS)).toBeNull();
    expect(check(24 * HOUR_MS + 1)).toBeNull();
    expect(check(0)).not.toBeNull();
  });

  it('holds its boundary for any number of hours', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8760 }), (hours) => {
        expect(check(hours * HOUR_MS - 1, { hours })).toMatchObject({ params: { hours } });
        expect(check(hours * HOUR_MS, { hours })).toBeNull();
      }),
    );
  });

  it.each([
    'reset',
    'forced_change',
    'direct_set',
    'initial',
    'sign_up',
    'validation',
    'sign_in',
  ] as const)('never stops a password on the occasion "%s"', (occasion) => {
    expect(check(0, { hours: 8760 }, occasion)).toBeNull();
  });

  it('lets a change pass where it is not known when the password was set', () => {
    expect(minimumAge().check(input('whatever', { changedAt: null }))).toBeNull();
  });

  it('counts on where a clock ran ahead, and never throws over a date that is none', () => {
    expect(check(-HOUR_MS)).toMatchObject({ params: { availableAt: '2026-03-02T10:00:00.000Z' } });
    const invalid = new Date(Number.NaN);
    expect(minimumAge().check(input('x', { changedAt: invalid }))).toBeNull();
    expect(minimumAge().check(input('x', { changedAt, now: invalid }))).toBeNull();
    const date = fc.date({ noInvalidDate: false });
    fc.assert(
      fc.property(date, date, (now, at) => {
        minimumAge({ hours: 8760 }).check(input('x', { now, changedAt: at }));
      }),
    );
  });

  it('is no hint for a form', () => {
    expect(minimumAge().describe()).toBeNull();
  });

  it.each([
    24,
    null,
    { hours: 0 },
    { hours: 8761 },
    { hours: 0.5 },
    { hours: '24' },
    { hours: Number.POSITIVE_INFINITY },
  ])('refuses %j', (options) => {
    expect(() => minimumAge(options as never)).toThrowError(
      expect.objectContaining({ code: 'ERR_INVALID_OPTION' }),
    );
  });
});
