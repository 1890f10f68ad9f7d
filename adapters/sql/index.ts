export type { IdType, IdTypes } from './account-ids.js';
export type { SqlOptions } from './database.js';
export type { SqlDialect } from './dialect.js';
export { type LibsqlDatabase, libsqlDatabase } from './libsql.js';
export { assertSchema, migrate, migrationSql } from './migrate.js';
export { type MysqlPromisePool, mysqlPool } from './mysql-pool.js';
export { type SqlSessionIndexOptions, sqlSessionIndex } from './session-index.js';
export type { SqlSession, SqlSessionStore } from './sessions.js';
export { type SqlStores, type SqlStoresOptions, sqlStores } from './sql-stores.js';
export type { TableNames } from './tables.js';
export { type SqlTotpStoreOptions, sqlTotpStore } from './totp.js';
export type {
  ColumnSchema,
  ExtraColumns,
  ExtraOf,
  IdOf,
  NewPasswordRow,
  PasswordsTable,
  UserColumns,
  UsersMapping,
} from './user-mapping.js';
