import { LatchkeyError } from '../errors.js';
import type { ConformanceCase, ConformanceSubject, StorePort } from './case.js';
import { storeCases } from './cases/index.js';
import { contextOf } from './context.js';

const ALL_PORTS: readonly StorePort[] = [
  'users',
  'credentials',
  'tickets',
  'sessions',
  'outbox',
  'history',
  'unitOfWork',
];

/** The runner's own function: `test` of vitest, node:test, Jest, Mocha's `it`, Bun or Deno. */
export interface TestFunction {
  (name: string, run: () => Promise<void>): unknown;
  readonly skip?: unknown;
}

/** Cases that a store cannot meet, and why. The names are those of `storeCases`. */
export interface ConformanceSkip {
  readonly reason: string;
  readonly cases: readonly string[];
}

export interface StoreConformanceOptions {
  readonly test: TestFunction;
  /** Groups the cases, where the runner can. */
  readonly describe?: ((name: string, cases: () => void) => unknown) | undefined;
  /** Opens an empty database. Called for each case, which closes it again. */
  readonly open: () => Promise<ConformanceSubject>;
  /** Which stores are on trial; the others only have to be there. @default all */
  readonly ports?: readonly StorePort[] | undefined;
  /** @default [] */
  readonly skip?: readonly ConformanceSkip[] | undefined;
}

/**
 * Registers the cases of the stores' contract with a test runner, one test each. What passes them
 * all keeps the promises that the library builds on: one winner of every race, nothing half done.
 *
 * A case runs where all of its ports are on trial: a TokenStore outside of the database goes by
 * `ports: ['tickets']`, one that joins the transaction by `['tickets', 'unitOfWork']`.
 *
 * @param options.test - the runner's own function
 * @param options.open - makes an empty database, its stores and what seeds them; where it gives a
 *   `reopen` as well, realms and two processes are tried too
 * @param options.skip - each with a reason; a name that no case has is refused
 * @throws LatchkeyError `ERR_INVALID_OPTION` for a skip without a reason or with an unknown name
 *
 * @example
 * ```ts
 * import { test } from 'vitest';
 * import { storeConformance } from 'latchkey/conformance';
 * import { memoryStores } from 'latchkey/memory';
 *
 * storeConformance({
 *   test,
 *   async open() {
 *     const stores = memoryStores();
 *     return {
 *       stores,
 *       seedAccount: (columns) => stores.accounts.add(columns),
 *       reopen: ({ realm }) => memoryStores({ realm, database: stores.database }),
 *       close() {},
 *     };
 *   },
 * });
 * ```
 */
export function storeConformance(options: StoreConformanceOptions): void {
  const { test, describe, open, ports = ALL_PORTS, skip = [] } = options;
  const reasons = skipReasons(skip);
  const register = () => {
    for (const each of storeCases) {
      if (!each.ports.every((port) => ports.includes(port))) continue;
      const reason = reasons.get(each.name);
      if (reason === undefined) test(each.name, () => runCase(each, open));
      else announceSkip(test, `${each.name} [skipped: ${reason}]`);
    }
  };
  if (describe === undefined) register();
  else describe('the contract of the stores', register);
}

/** Runs one case on a database of its own. */
export async function runCase(
  conformanceCase: ConformanceCase,
  open: () => Promise<ConformanceSubject>,
): Promise<void> {
  const subject = await open();
  try {
    await conformanceCase.run(contextOf(subject));
  } finally {
    await subject.close();
  }
}

function skipReasons(skip: readonly ConformanceSkip[]): Map<string, string> {
  const reasons = new Map<string, string>();
  for (const { reason, cases } of skip) {
    if (reason.trim() === '')
      throw new LatchkeyError('ERR_INVALID_OPTION', 'Each "skip" must say its "reason".');
    for (const name of cases) {
      if (!storeCases.some((each) => each.name === name))
        throw new LatchkeyError('ERR_INVALID_OPTION', `"skip" names no case: ${name}`);
      reasons.set(name, reason);
    }
  }
  return reasons;
}

/** Every runner with a `test.skip` takes a name and a function; the others leave the case out. */
function announceSkip(test: TestFunction, name: string): void {
  if (typeof test.skip === 'function') test.skip(name, async () => {});
}
