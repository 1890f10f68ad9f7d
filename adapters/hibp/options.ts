import { pwnedPasswords } from './pwned-passwords.js';
import { memoryRangeCache, type RangeCache } from './range-cache.js';
import { isWhole, requireKnown, requireThat } from './requirements.js';
import { type BreachedSource, inTime } from './source.js';

interface CommonOptions {
  /** For one answer, 10 to 7,000 milliseconds; a source beyond it is down. @default 2_000 */
  readonly timeoutMs?: number | undefined;
  /**
   * What a check means while the source is down: `accept` lets the password through and tells it
   * as the event `policy.rule_skipped`; `refuse` throws `ERR_RULE_UNAVAILABLE` (503).
   * @default 'accept'
   */
  readonly whenUnavailable?: 'accept' | 'refuse' | undefined;
}

/** How the range API is asked. */
export interface RangeOptions extends CommonOptions {
  readonly source?: undefined;
  /**
   * A host of your own that speaks the range API: https, or http on the loopback interface.
   * @default 'https://api.pwnedpasswords.com'
   */
  readonly baseUrl?: string | undefined;
  /** Whether answers are padded to one length (`Add-Padding`). @default true */
  readonly padding?: boolean | undefined;
  /** How often a password must have been seen to be refused, at least 1. @default 1 */
  readonly threshold?: number | undefined;
  /** Names your application to the service. Printable ASCII. @default 'latchkey' */
  readonly userAgent?: string | undefined;
  /** Where answers are kept; `false` for nowhere. @default memoryRangeCache() */
  readonly cache?: RangeCache | false | undefined;
  /** How long answers are kept, 1 second to 31 days. @default 3600 */
  readonly cacheSeconds?: number | undefined;
  /** @default () => new Date() */
  readonly clock?: (() => Date) | undefined;
}

/** Another source than the range API. */
export interface SourceOptions extends CommonOptions {
  /** `breachedFilter(path)`, or your own. */
  readonly source: BreachedSource;
}

export type NotBreachedOptions = RangeOptions | SourceOptions;

const COMMON = ['source', 'timeoutMs', 'whenUnavailable'];
const RANGE = ['baseUrl', 'padding', 'threshold', 'userAgent', 'cache', 'cacheSeconds', 'clock'];

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

export interface RuleSettings {
  /** Answers or throws in time. */
  readonly source: BreachedSource;
  readonly whenUnavailable: 'accept' | 'refuse';
}

/** Checks the options and fills in the defaults. Throws `ERR_INVALID_OPTION` naming the option. */
export function readOptions(options: NotBreachedOptions): RuleSettings {
  requireThat(
    'notBreached',
    typeof options === 'object' && options !== null,
    'options',
    'be an object',
  );
  const { source, timeoutMs = 2000, whenUnavailable = 'accept' } = options;
  // The policy itself gives a rule ten seconds.
  must(isWhole(timeoutMs, 10, 7000), 'timeoutMs', 'be a whole number from 10 to 7000');
  must(['accept', 'refuse'].includes(whenUnavailable), 'whenUnavailable', 'be accept or refuse');
  if (source === undefined) return { source: rangeSource(options, timeoutMs), whenUnavailable };
  // A text has such a function as well, and a path alone is none.
  must(
    typeof source === 'object' && typeof source?.includes === 'function',
    'source',
    'be an object with the function "includes"',
  );
  requireKnown('notBreached with a source', options, COMMON);
  const bounded = (sha1: string) => inTime(timeoutMs, () => source.includes(sha1));
  return { source: { includes: bounded }, whenUnavailable };
}

function rangeSource(options: RangeOptions, timeoutMs: number): BreachedSource {
  requireKnown('notBreached', options, [...COMMON, ...RANGE]);
  const {
    baseUrl = 'https://api.pwnedpasswords.com',
    padding = true,
    threshold = 1,
    userAgent = 'latchkey',
    cache = memoryRangeCache(),
    cacheSeconds = 3600,
    clock = () => new Date(),
  } = options;
  must(
    isBaseUrl(baseUrl),
    'baseUrl',
    'be an https URL, or http on loopback, without credentials, query and fragment',
  );
  must(typeof padding === 'boolean', 'padding', 'be true or false');
  must(isWhole(threshold, 1, 2 ** 32), 'threshold', 'be a whole number of at least 1');
  must(
    typeof userAgent === 'string' && /^[\x21-\x7e][\x20-\x7e]{0,199}$/.test(userAgent),
    'userAgent',
    'be 1 to 200 printable ASCII characters',
  );
  must(
    cache === false || (typeof cache?.get === 'function' && typeof cache.set === 'function'),
    'cache',
    'have the functions "get" and "set", or be false',
  );
  must(isWhole(cacheSeconds, 1, 2_678_400), 'cacheSeconds', 'be from 1 to 2678400 (31 days)');
  must(typeof clock === 'function', 'clock', 'be a function');
  return pwnedPasswords({
    ...{ baseUrl, padding, threshold, userAgent, timeoutMs, cacheSeconds, clock },
    cache: cache === false ? null : cache,
  });
}

function must(fits: boolean, option: string, what: string): void {
  requireThat('notBreached', fits, option, what);
}

function isBaseUrl(text: unknown): text is string {
  if (typeof text !== 'string' || !URL.canParse(text)) return false;
  const { protocol, hostname, username, password } = new URL(text);
  // The path of the API is appended to the text, which a query or a fragment would swallow.
  if (username !== '' || password !== '' || /[?#\s]/.test(text)) return false;
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.test(hostname));
}
