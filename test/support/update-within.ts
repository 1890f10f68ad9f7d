import { sql, type Transaction } from 'kysely';
import type { MemoryStores, MemoryTransaction } from 'latchkey/memory';
import type { DemoTables } from './demo-users.js';
import type { Engine } from './each-engine.js';

/** Changes an account in an open transaction, as the application's own code would. */
export async function updateWithin(
  engine: Engine,
  transaction: unknown,
  {
    id,
    email,
    enabled,
  }: { readonly id: string; readonly email?: string | null; readonly enabled?: boolean },
): Promise<void> {
  const address = email === undefined ? {} : { email };
  if (engine.name === 'memory') {
    const { accounts } = engine.stores() as unknown as MemoryStores<string>;
    await accounts.update(
      id,
      { ...address, ...(enabled === undefined ? {} : { enabled }) },
      transaction as MemoryTransaction,
    );
    return;
  }
  await (transaction as Transaction<DemoTables>)
    .updateTable('users')
    .set({
      ...address,
      ...(enabled === undefined ? {} : { enabled: sql<boolean>`${sql.lit(enabled)}` }),
    })
    .where('id', '=', id)
    .execute();
}
