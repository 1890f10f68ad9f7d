export type {
  IoredisClient,
  NodeRedisClient,
  NodeRedisEvalOptions,
  RedisClient,
} from './client.js';
export type { RealmOptions, RedisOptions } from './options.js';
export { type RedisStores, type RedisStoresOptions, redisStores } from './redis-stores.js';
export type { RedisSession } from './sessions/record.js';
export { type RedisSessionIndexOptions, redisSessionIndex } from './sessions/session-index.js';
export {
  type RedisSessionStore,
  type RedisSessionStoreOptions,
  redisSessionStore,
} from './sessions/session-store.js';
export { redisThrottle } from './throttle.js';
export { redisTokenStore } from './tickets/token-store.js';
export { untilReady } from './until-ready.js';
