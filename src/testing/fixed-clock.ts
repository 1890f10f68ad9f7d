export interface FixedClock {
  /** The instant at which it stands. Bound: `clock: clock.now` works as it is. */
  readonly now: () => Date;
  /** Moves it; a negative duration turns it back, as real clocks do at times. */
  advance(by: { readonly seconds?: number; readonly milliseconds?: number }): void;
}

/**
 * Makes a clock that stands still until it is moved, so that a test of an expiry needs no sleep.
 *
 * @param start - @default 2030-01-01T00:00:00Z
 *
 * @example
 * ```ts
 * const clock = fixedClock();
 * const passwords = new PasswordService({ stores, mailer, links, clock: clock.now });
 * clock.advance({ seconds: 3601 });
 * ```
 */
export function fixedClock(start: Date | string = '2030-01-01T00:00:00Z'): FixedClock {
  let instant = new Date(start).getTime();
  if (Number.isNaN(instant)) throw new TypeError('fixedClock() starts at a valid date.');
  return {
    now: () => new Date(instant),
    advance({ seconds = 0, milliseconds = 0 }) {
      instant += seconds * 1000 + milliseconds;
    },
  };
}
