import {
  type ConformanceSubject,
  runCase,
  type StoreConformanceOptions,
  storeCases,
  storeConformance,
} from 'latchkey/conformance';
import { memoryStores } from 'latchkey/memory';
import { describe, expect, test } from 'vitest';

async function open(): Promise<ConformanceSubject> {
  const stores = memoryStores();
  return { stores, seedAccount: (columns) => stores.accounts.add(columns), close() {} };
}

/** A runner that only writes down what it is given. */
function register(options: Partial<StoreConformanceOptions>) {
  const tests: string[] = [];
  const skipped: string[] = [];
  const groups: string[] = [];
  const runner = Object.assign((name: string) => tests.push(name), {
    skip: (name: string) => skipped.push(name),
  });
  storeConformance({
    test: runner,
    describe(name, cases) {
      groups.push(name);
      cases();
    },
    open,
    ...options,
  });
  return { tests, skipped, groups };
}

describe('storeConformance', () => {
  test('registers each case once, in one group', () => {
    const { tests, skipped, groups } = register({});
    expect(tests).toEqual(storeCases.map(({ name }) => name));
    expect(new Set(tests).size).toBe(tests.length);
    expect(skipped).toEqual([]);
    expect(groups).toHaveLength(1);
  });

  test('takes only the cases whose ports are all on trial', () => {
    const { tests } = register({ ports: ['tickets'] });
    expect(tests.length).toBeGreaterThan(20);
    expect(tests.every((name) => name.startsWith('tickets:'))).toBe(true);
    const joined = register({ ports: ['tickets', 'unitOfWork'] }).tests;
    expect(joined).toContain('unitOfWork: a roll-back leaves the tickets as they were');
  });

  test('a skip says its reason and runs nothing', () => {
    const name = 'tickets: an unknown digest finds nothing';
    const { tests, skipped } = register({ skip: [{ reason: 'it is a demo', cases: [name] }] });
    expect(tests).not.toContain(name);
    expect(skipped).toEqual([`${name} [skipped: it is a demo]`]);
  });

  test('a skip without a reason, or of a case that is none, is refused', () => {
    const cases = ['tickets: an unknown digest finds nothing'];
    expect(() => register({ skip: [{ reason: ' ', cases }] })).toThrow(/"reason"/);
    expect(() => register({ skip: [{ reason: 'a typo', cases: ['tickets'] }] })).toThrow(
      /names no case: tickets/,
    );
  });

  test('a case that needs a second set of stores fails, and is not passed over, without one', async () => {
    const needing = storeCases.find(({ name }) => name.includes('two processes'));
    await expect(runCase(needing!, open)).rejects.toThrow(/give open\(\) a reopen/);
  });

  test('a database is closed after a case, passed or failed', async () => {
    let closed = 0;
    const closing = async () => ({
      ...(await open()),
      close() {
        closed += 1;
      },
    });
    await runCase(storeCases[0]!, closing);
    const failing = {
      ...storeCases[0]!,
      run: async () => {
        throw new Error('no');
      },
    };
    await expect(runCase(failing, closing)).rejects.toThrow('no');
    expect(closed).toBe(2);
  });
});
