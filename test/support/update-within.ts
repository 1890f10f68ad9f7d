import type { Transaction } from 'kysely';
import type { MemoryStores, MemoryTransaction } from 'latchkey/memory';
import type { DemoTables } from './demo-users.js';
import type { Engine } from './each-engine.js';

/** Changes an address in an open transaction, as the application's own code would. */
export async function updateWithin(
  engine: Engine,
  transaction: unknown,
  { id, email }: { readonly id: string; readonly email: string },
): Promise<void> {
  if (engine.name === 'memory') {
    const { accounts } = engine.stores() as unknown as MemoryStores<string>;
    await accounts.update(id, { email }, transaction as MemoryTransaction);
    return;
  }
  await (transaction as Transaction<DemoTables>)
    .updateTable('users')
    .set({ email })
    .where('id', '=', id)
    .execute();
}
