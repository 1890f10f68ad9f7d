export { createThrottleTable, type ThrottleDatabase, throttleTableSql } from './create-table.js';
export type { MysqlPool } from './mysql.js';
export type { PostgresPool } from './postgres.js';
export { type RateLimitThrottleOptions, rateLimitThrottle } from './rate-limit-throttle.js';
export type { IoRedisClient, NodeRedisClient, RedisClient } from './redis.js';
export type { SharedThrottleOptions } from './shared-throttle.js';
export type { ThrottleTableNames } from './table-names.js';
