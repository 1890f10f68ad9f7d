import type { Options } from '@zxcvbn-ts/core';
import { type LanguageLoader, type LanguagePack, loadLanguages, loadPeer } from './packages.js';

/** How much of a password is judged. The time grows with it; a longer text passes by these. */
export const LONGEST_JUDGED = 32;

/**
 * How many readings with signs for letters are looked up; the library's own 100 take a hundredfold.
 * Eight are all of a text with three signs that stand for one of two letters.
 */
const LEET_READINGS = 8;

export type Estimate = (
  password: string,
  accountWords: readonly string[],
) => {
  readonly score: number;
  /** zxcvbn's keys, such as `topTen` and `anotherWord`. */
  readonly warning: string | null;
  readonly suggestions: readonly string[];
};

export interface Estimator {
  /** `null` until it has been loaded. */
  readonly loaded: Estimate | null;
  readonly load: () => Promise<Estimate>;
}

/** Loads the packages on first use, once. */
export function estimatorOf(languages: readonly LanguageLoader[]): Estimator {
  let loaded: Estimate | null = null;
  let loading: Promise<Estimate> | null = null;
  return {
    get loaded() {
      return loaded;
    },
    load() {
      loading ??= loadEstimate(languages).then(
        (estimate) => {
          loaded = estimate;
          return estimate;
        },
        (error: unknown) => {
          // The next call tries again: it may have been a passing lack of memory or file handles.
          loading = null;
          throw error;
        },
      );
      return loading;
    },
  };
}

async function loadEstimate(languages: readonly LanguageLoader[]): Promise<Estimate> {
  const [core, common, packs] = await Promise.all([
    loadPeer('@zxcvbn-ts/core', () => import('@zxcvbn-ts/core')),
    loadPeer('@zxcvbn-ts/language-common', () => import('@zxcvbn-ts/language-common')),
    loadLanguages(languages),
  ]);
  const zxcvbn = new core.ZxcvbnFactory({
    dictionary: joined([common, ...packs], new core.Options()),
    graphs: common.adjacencyGraphs,
    l33tMaxSubstitutions: LEET_READINGS,
    maxLength: LONGEST_JUDGED,
  });
  return (password, accountWords) => {
    const { score, feedback } = zxcvbn.check(password, [...accountWords]);
    return { score, ...feedback };
  };
}

/**
 * All lists of all packs by name. Every part of a password is looked up in each of them, and a
 * language brings a dozen of a few words, in case somebody writes several in a row: months,
 * planets. As one list they do that as well, and a check takes a third of the time.
 */
function joined(packs: readonly LanguagePack[], options: Options): LanguagePack['dictionary'] {
  const lists: Record<string, (string | number)[]> = {};
  let sequences: (string | number)[] | undefined;
  for (const [name, words] of packs.flatMap(({ dictionary }) => Object.entries(dictionary))) {
    if (!options.isWordSequence(name)) lists[name] = words;
    else if (sequences === undefined) lists[name] = sequences = [...words];
    else sequences.push(...words);
  }
  return lists;
}
