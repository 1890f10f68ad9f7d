/** One phrase per plural form of a language; `#` is where the number goes. */
export type PluralForms = Partial<Record<Intl.LDMLPluralRule, string>> & { readonly other: string };

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * Makes the phrase for a span of time, by the plural rules of CLDR: two forms in English, one in
 * Japanese, six in Arabic. It is rounded down: one hour and what is longer
 * than two as hours, whole days from two on and what is longer than three as days, all else as minutes.
 */
export function spanOfTime(
  lang: string,
  units: { readonly day: PluralForms; readonly hour: PluralForms; readonly minute: PluralForms },
): (seconds: number) => string {
  const counted = (forms: PluralForms, count: number) =>
    (forms[new Intl.PluralRules(lang).select(count)] ?? forms.other).replace('#', String(count));
  return (seconds) => {
    if (seconds > 3 * DAY || (seconds >= 2 * DAY && seconds % DAY === 0))
      return counted(units.day, Math.floor(seconds / DAY));
    if (seconds >= 2 * HOUR || seconds === HOUR)
      return counted(units.hour, Math.floor(seconds / HOUR));
    return counted(units.minute, Math.max(1, Math.floor(seconds / MINUTE)));
  };
}

/** Makes the phrase for an instant: day, month in words, year, hours and minutes, and time zone. */
export function instantIn(locale: string): (at: Date, timeZone: string) => string {
  return (at, timeZone) =>
    new Intl.DateTimeFormat(locale, {
      day: 'numeric',
      month: 'long',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      timeZoneName: 'short',
      timeZone,
    }).format(at);
}
