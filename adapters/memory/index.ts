export { MemoryAccounts, type NewMemoryAccount } from './accounts.js';
export { MemoryDatabase, memoryDatabase } from './database.js';
export { type MemoryStores, type MemoryStoresOptions, memoryStores } from './memory-stores.js';
export { memorySessionIndex } from './session-index.js';
export { type MemorySession, MemorySessionStore } from './session-store.js';
export type { MemoryTransaction } from './transaction.js';
export type { MemoryUserStore } from './user-store.js';
