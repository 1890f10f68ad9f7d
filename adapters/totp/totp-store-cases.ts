import type { TotpStoreCase } from './cases/case.js';
import { enrolmentCases } from './cases/enrolment.js';
import { removalCases } from './cases/removal.js';
import { spendingCases } from './cases/spending.js';
import { takingBackCases } from './cases/taking-back.js';
import { transactionCases } from './cases/transactions.js';

/**
 * What every `TotpStore` has to pass, races included. The cases make accounts of their own
 * and may share one database.
 *
 * @example
 * ```ts
 * import { test } from 'vitest';
 *
 * for (const { name, run } of totpStoreCases) test(name, () => run({ store: memoryTotpStore() }));
 * ```
 */
export const totpStoreCases: readonly TotpStoreCase[] = [
  ...enrolmentCases,
  ...spendingCases,
  ...removalCases,
  ...takingBackCases,
  ...transactionCases,
];
