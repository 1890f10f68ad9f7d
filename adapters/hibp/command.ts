import { addAbortSignal, type Readable, type Writable } from 'node:stream';
import { parseArgs } from 'node:util';
import {
  type BuildProgress,
  type BuiltFilter,
  buildBreachedFilter,
} from './build-breached-filter.js';

const NAME = 'latchkey-breached-filter';

const HELP = `Usage: ${NAME} [options] <list> <filter>

Makes a filter file for breachedFilter() of latchkey/hibp.

  <list>    SHA-1 hashes in hexadecimal, one a line, with or without ":COUNT", sorted by hash,
            as the downloader of Pwned Passwords writes them; "-" reads standard input
  <filter>  where the filter goes; an older one is replaced when the new one is whole

Options:
  --minimum-count <n>          leave out passwords that were seen less often (default: 1)
  --false-positive-rate <p>    share of other passwords taken for breached, 0.000001 to 0.05
                               (default: 0.001, at 1.8 bytes for each hash)
  --quiet                      say nothing unless something is wrong
  --help                       show this

Exit status: 0 done; 1 the list or the filter is at fault; 2 wrong usage; 130 interrupted.
`;

const DONE = 0;
const FAILED = 1;
const WRONG_USAGE = 2;
const INTERRUPTED = 130;

/** Of the library's errors; the program says its own name. */
const PREFIX = '[latchkey] ';

const PROGRESS_EVERY_BYTES = 500_000_000;

/** What the program has of the process that it runs in. */
export interface Surroundings {
  readonly stdin: Readable;
  readonly stdout: Writable;
  readonly stderr: Writable;
  /** Interrupts it. */
  readonly signal: AbortSignal;
}

/** Runs the program `latchkey-breached-filter` and answers its exit status. */
export async function runCommand(args: readonly string[], around: Surroundings): Promise<number> {
  /** Standard output is left to what a program prints for others to read. */
  const say = (text: string) => around.stderr.write(`${NAME}: ${text.replace(PREFIX, '')}\n`);
  try {
    const command = readCommand(args);
    if (command === null) {
      around.stdout.write(HELP);
      return DONE;
    }
    const { list, quiet, ...options } = command;
    const built = await buildBreachedFilter({
      ...options,
      input: list === '-' ? addAbortSignal(around.signal, around.stdin) : list,
      signal: around.signal,
      onProgress: quiet ? undefined : progressTeller(say),
    });
    if (!quiet) say(summaryOf(built));
    return DONE;
  } catch (error) {
    if (around.signal.aborted) return INTERRUPTED;
    say(messageOf(error));
    if (!isUsageError(error)) return FAILED;
    say(`"${NAME} --help" shows how it is used.`);
    return WRONG_USAGE;
  }
}

/** Answers `null` where help was asked for. */
function readCommand(args: readonly string[]) {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      'minimum-count': { type: 'string', default: '1' },
      'false-positive-rate': { type: 'string', default: '0.001' },
      quiet: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return null;
  const [list, output, ...more] = positionals;
  if (list === undefined || output === undefined || more.length > 0)
    throw new UsageError('It takes a list and a filter.');
  return {
    list,
    output,
    minimumCount: numberOf(values['minimum-count']),
    falsePositiveRate: numberOf(values['false-positive-rate']),
    quiet: values.quiet,
  };
}

class UsageError extends Error {}

function isUsageError(error: unknown): error is Error {
  const { code } = Object(error) as { readonly code?: unknown };
  return (
    error instanceof UsageError ||
    code === 'ERR_INVALID_OPTION' ||
    String(code).startsWith('ERR_PARSE_ARGS')
  );
}

/** What is no decimal number becomes NaN, which no option takes: not "", "0x10" or "1e3". */
function numberOf(text: string): number {
  return /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
}

function progressTeller(say: (text: string) => void): (progress: BuildProgress) => void {
  let next = PROGRESS_EVERY_BYTES;
  return ({ bytesRead, entries }) => {
    if (bytesRead < next) return;
    next = bytesRead + PROGRESS_EVERY_BYTES;
    say(`${figure(entries)} hashes out of ${figure(bytesRead)} bytes so far.`);
  };
}

function summaryOf({ entries, linesRead, bytes, falsePositiveRate }: BuiltFilter): string {
  const oneIn = figure(Math.round(1 / falsePositiveRate));
  return (
    `${figure(entries)} hashes out of ${figure(linesRead)} lines, in ${figure(bytes)} bytes. ` +
    `Of other passwords, one in ${oneIn} is taken for breached.`
  );
}

/** A file's own fault, such as ENOENT with its path, is in the cause. */
function messageOf(error: unknown): string {
  const { message, cause } = error instanceof Error ? error : new Error(String(error));
  return cause instanceof Error ? `${message} ${cause.message}` : message;
}

function figure(number: number): string {
  return number.toLocaleString('en');
}
