import { FilterFile } from './filter-file.js';
import type { BreachedFilterFacts } from './filter-format.js';
import { requireThat } from './requirements.js';
import type { BreachedSource } from './source.js';

/** A filter file as the source of `notBreached()`. */
export interface BreachedFilter extends BreachedSource {
  /**
   * Opens the file now and not at the first check, so that a wrong one stops the start of your
   * application. Answers what is in it.
   */
  open(): Promise<BreachedFilterFacts>;
  /** Closes the file, once nothing checks any more. A later check opens it again. */
  close(): Promise<void>;
}

/**
 * Knows breached passwords by a filter file, which `latchkey-breached-filter` or
 * `buildBreachedFilter()` made of a downloaded list. Nothing leaves the machine.
 *
 * A filter knows every password of its list, and takes a stated share of all others for breached as
 * well: one in a thousand, unless it was built otherwise. It opens on first use and stays open. A
 * check reads 29 KB of it, and the index alone is kept in memory: 1.5 KB for each million hashes.
 * To bring in a newer list, build over the same path and restart: the new file takes the place of
 * the old one in one step, and an open one stays whole.
 *
 * @throws LatchkeyError when it is opened: `ERR_BREACHED_LIST` for a file that is missing, cut,
 *   damaged or something else; `ERR_MISSING_PEER` without the package `bloomfilter`. Neither counts
 *   as an outage, whatever `whenUnavailable` says
 *
 * @example
 * ```ts
 * const breached = breachedFilter('/var/lib/acme/pwned.filter');
 * await breached.open();
 * const strict = policy(...nist().rules, notBreached({ source: breached }));
 * ```
 */
export function breachedFilter(path: string): BreachedFilter {
  requireThat('breachedFilter', typeof path === 'string' && path !== '', 'path', 'be a text');
  let opened: Promise<FilterFile> | undefined;

  function file(): Promise<FilterFile> {
    opened ??= FilterFile.open(path).catch((error: unknown) => {
      opened = undefined;
      throw error;
    });
    return opened;
  }

  return {
    includes: async (sha1) => (await file()).includes(sha1),
    open: async () => (await file()).facts,
    async close() {
      const closing = opened;
      opened = undefined;
      await (await closing)?.close();
    },
  };
}
