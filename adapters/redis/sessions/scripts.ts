import { script } from '../script.js';

/*
 * What an account has several of (sessions, or notes of sessions elsewhere) is two keys in one
 * slot: KEYS[1], a hash of names to lines that begin with the credentials version, and KEYS[2], the
 * names by the instant at which they end, so that tidying up need not read them all. Each script
 * may run twice, because clients send again what may have been lost.
 */

/** About as many as one step touches: while it runs Redis serves nobody else. */
export const PAGE = 1000;

/** Tidies up at most 100 at a time: who comes to sign in does not wait for it. */
export const ADD = script(`
local name, line, expires_at, milliseconds, forgotten_before =
  ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5]
local old = redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', '(' .. forgotten_before, 'LIMIT', 0, 100)
for _, each in ipairs(old) do
  redis.call('HDEL', KEYS[1], each)
  redis.call('ZREM', KEYS[2], each)
end
redis.call('HSET', KEYS[1], name, line)
redis.call('ZADD', KEYS[2], expires_at, name)
keep(KEYS[1], milliseconds)
keep(KEYS[2], milliseconds)
return 1
`);

export const FIND = script(`return redis.call('HGET', KEYS[1], ARGV[1])`);

/** One page from a cursor on: what is there all the while is on some page, perhaps on two. */
export const LIST = script(`return redis.call('HSCAN', KEYS[1], ARGV[1], 'COUNT', ${PAGE})`);

export const REMOVE = script(`
local removed = 0
for _, name in ipairs(ARGV) do
  removed = removed + redis.call('HDEL', KEYS[1], name)
  redis.call('ZREM', KEYS[2], name)
end
return removed
`);

/** One page from a cursor on. An empty text is below no version and no name. */
export const REVOKE = script(`
local below, except = tonumber(ARGV[1]), ARGV[2]
local page = redis.call('HSCAN', KEYS[1], ARGV[3], 'COUNT', ${PAGE})
local all = page[2]
local revoked = 0
for index = 1, #all, 2 do
  local version = tonumber(string.match(all[index + 1], '^(%d+)'))
  if all[index] ~= except and (below == nil or version == nil or version < below) then
    revoked = revoked + redis.call('HDEL', KEYS[1], all[index])
    redis.call('ZREM', KEYS[2], all[index])
  end
end
return {page[1], revoked}
`);

/** Where the new name is there already, this is the second run. */
export const RESTAMP = script(`
local old, new, version = ARGV[1], ARGV[2], ARGV[3]
if redis.call('HEXISTS', KEYS[1], new) == 1 then return 1 end
local line = redis.call('HGET', KEYS[1], old)
if not line then return 0 end
local rest, expires_at = string.match(line, '^%d+( %S+ (%S+).*)$')
if not rest then return 0 end
redis.call('HSET', KEYS[1], new, version .. rest)
redis.call('ZADD', KEYS[2], expires_at, new)
redis.call('HDEL', KEYS[1], old)
redis.call('ZREM', KEYS[2], old)
return 1
`);
