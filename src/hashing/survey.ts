import type { HashFault } from '../ports/password-hasher.js';
import type { Decoy } from './decoys.js';
import { decoyBy, type HashFormat } from './format.js';

/** Rows whose hashes are of one format and one cost. */
export interface HashGroup {
  readonly format: string;
  /** As the format writes it: `m=19456,t=2,p=1`, `10`. */
  readonly cost: string;
  readonly count: number;
}

export interface HashSurvey {
  /** Largest first. */
  readonly groups: readonly HashGroup[];
  /** Rows that nobody can sign in with, by what is wrong with them. */
  readonly refused: Readonly<Partial<Record<HashFault, number>>>;
  /** For `decoys` of `hasher()`. Groups that another system checks are not in it. */
  readonly population: readonly Decoy[];
}

/** Counts stored hashes by format and cost. Reads their text only. */
export async function surveyHashes(
  hashes: Iterable<string | null> | AsyncIterable<string | null>,
  formatOf: (passwordHash: string) => HashFormat | undefined,
): Promise<HashSurvey> {
  const groups = new Map<string, { group: HashGroup; decoy: string | null }>();
  const refused: Partial<Record<HashFault, number>> = {};
  for await (const passwordHash of hashes) {
    if (passwordHash === null) continue;
    const format = formatOf(passwordHash);
    const fault = format === undefined ? 'unknown_format' : format.faultOf(passwordHash);
    if (format === undefined || fault !== null) {
      const which = fault ?? 'unknown_format';
      refused[which] = (refused[which] ?? 0) + 1;
      continue;
    }
    const cost = format.costOf?.(passwordHash) ?? '';
    const key = `${format.id} ${cost}`;
    const known = groups.get(key);
    const count = (known?.group.count ?? 0) + 1;
    const decoy = known === undefined ? decoyBy(format, passwordHash) : known.decoy;
    groups.set(key, { group: { format: format.id, cost, count }, decoy });
  }
  const largestFirst = [...groups.values()].sort((a, b) => b.group.count - a.group.count);
  return {
    groups: largestFirst.map(({ group }) => group),
    refused,
    population: largestFirst.flatMap(({ group, decoy }) =>
      decoy === null ? [] : [{ decoy, weight: group.count }],
    ),
  };
}
