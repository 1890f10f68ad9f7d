/** One sentence or phrase per plural form of a language; `#` is where the number goes. */
export type PluralForms = Partial<Record<Intl.LDMLPluralRule, string>> & { readonly other: string };

/**
 * Makes a phrase that fits its number, by the plural rules of CLDR: two forms in English, one in
 * Japanese, six in Arabic.
 */
export function counted(lang: string, forms: PluralForms): (count: number) => string {
  const rules = new Intl.PluralRules(lang);
  return (count) => (forms[rules.select(count)] ?? forms.other).replace('#', String(count));
}

/**
 * Makes a phrase for a span of time: whole hours as hours, more than a minute and a half as
 * minutes, rounded up, so that nobody waits too short.
 */
export function spanOfTime(
  lang: string,
  units: { readonly hour: PluralForms; readonly minute: PluralForms; readonly second: PluralForms },
): (seconds: number) => string {
  const hours = counted(lang, units.hour);
  const minutes = counted(lang, units.minute);
  const inSeconds = counted(lang, units.second);
  return (seconds) => {
    if (seconds >= 3600 && seconds % 3600 === 0) return hours(seconds / 3600);
    return seconds > 90 || seconds === 60
      ? minutes(Math.ceil(seconds / 60))
      : inSeconds(Math.ceil(seconds));
  };
}
