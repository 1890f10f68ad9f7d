import type { AskedClasses } from './by-code.js';

type Kind = 'lower' | 'upper' | 'digit' | 'special';

/**
 * Makes the list of the kinds of characters that count, as its language lists things, and says
 * whether each of them has to be there.
 */
export function listedKinds(
  lang: string,
  names: Readonly<Record<Kind, string>>,
): (asked: AskedClasses) => { readonly list: string; readonly all: boolean } {
  const format = new Intl.ListFormat(lang);
  const kinds = Object.keys(names) as Kind[];
  return (asked) => {
    const counting = kinds.filter((kind) => asked[kind]);
    return {
      list: format.format(counting.map((kind) => names[kind])),
      all: asked.atLeast === counting.length,
    };
  };
}
