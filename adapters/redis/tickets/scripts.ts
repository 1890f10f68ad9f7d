import { script } from '../script.js';

/*
 * An account's tickets are the fields of one hash, so each script below has one key and is one
 * step. Clients may send a command again after a lost connection without knowing whether it has
 * run, so each may run twice.
 */

/** The words of a line; see record.ts. */
const WORDS = `
local function words(line)
  return string.match(line, '^(%S+) %S+ (%S+) (%S+) (%S+) (%S+) (%S+) ')
end
local function with_state(line, state)
  return state .. string.match(line, '^%S+(.*)$')
end
local function is_open(state)
  return state == 'candidate' or state == 'live'
end
-- What stands before the tries of its code, those, and what follows; nothing where it has no code.
local function tries_of(line)
  return string.match(line, '^(%S+ %S+ %S+ %S+ %S+ %S+ %S+ )(%d+)(%.[%w_-]+ {.*)$')
end
`;

/**
 * Points where nothing else does, or in place of the pointer that a third argument names, and
 * answers with the pointer that is there then.
 */
export const POINT = script(`
local present = redis.call('GET', KEYS[1])
if present and present ~= ARGV[3] then return present end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return ARGV[1]
`);

/**
 * Answers with the line of an id. Where there is none, a tombstone is from now on: whoever has
 * pointed there and comes late finds the id taken.
 */
export const CLAIM = script(`
if redis.call('HSETNX', KEYS[1], ARGV[1], ARGV[2]) == 1 then keep(KEYS[1], ARGV[3]) end
return redis.call('HGET', KEYS[1], ARGV[1])
`);

export const FOLLOW = script(`return redis.call('GET', KEYS[1])`);

export const FORGET = script(`return redis.call('DEL', KEYS[1])`);

export const FIND = script(`return redis.call('HGET', KEYS[1], ARGV[1])`);

/**
 * What has long expired goes when something new comes: nobody else would tidy up. Answers `taken`
 * where the id is another ticket's, and `closed` where the one that a fifth argument names is not
 * open.
 */
export const INSERT = script(`${WORDS}
local id, line, milliseconds, forgotten_before = ARGV[1], ARGV[2], ARGV[3], tonumber(ARGV[4])
local present = redis.call('HGET', KEYS[1], id)
if present then
  local function fixed(any)
    local head, _, rest = tries_of(any)
    return string.match(head and head .. rest or any, '^%S+ %S+(.*)$')
  end
  return fixed(present) == fixed(line) and 'stored' or 'taken'
end
if ARGV[5] then
  local other = redis.call('HGET', KEYS[1], ARGV[5])
  if not other or not is_open(words(other)) then return 'closed' end
end
redis.call('HSET', KEYS[1], id, line)
local all = redis.call('HGETALL', KEYS[1])
for index = 1, #all, 2 do
  local _, _, _, _, expires_at = words(all[index + 1])
  if all[index] ~= id and tonumber(expires_at) < forgotten_before then
    redis.call('HDEL', KEYS[1], all[index])
  end
end
keep(KEYS[1], milliseconds)
return 'stored'
`);

export const RECORD_PROOF = script(`${WORDS}
local line = redis.call('HGET', KEYS[1], ARGV[1])
if not line or not is_open(words(line)) then return 0 end
local state, rest = string.match(line, '^(%S+) %S+(.*)$')
redis.call('HSET', KEYS[1], ARGV[1], state .. ' ' .. ARGV[2] .. rest)
return 1
`);

export const PROMOTE = script(`${WORDS}
local id, current = ARGV[1], ARGV[2]
local line = redis.call('HGET', KEYS[1], id)
if not line then return 0 end
local state, purpose, version = words(line)
if state == 'spent' or version ~= current then return 0 end
local all = redis.call('HGETALL', KEYS[1])
for index = 1, #all, 2 do
  local other_state, other_purpose = words(all[index + 1])
  if other_state == 'live' and other_purpose == purpose and not tries_of(all[index + 1]) then
    redis.call('HSET', KEYS[1], all[index], with_state(all[index + 1], 'superseded'))
  end
end
redis.call('HSET', KEYS[1], id, with_state(line, 'live'))
return 1
`);

/** The version that all of it lies below; without a second argument nothing is spent. */
export const CLOSE = script(`${WORDS}
local below, spent_id = tonumber(ARGV[1]), ARGV[2]
local done = spent_id == nil and 1 or 0
local all = redis.call('HGETALL', KEYS[1])
for index = 1, #all, 2 do
  local state, purpose, version = words(all[index + 1])
  if is_open(state) and tonumber(version) < below then
    if all[index] == spent_id then
      redis.call('HSET', KEYS[1], all[index], with_state(all[index + 1], 'spent'))
      done = 1
    elseif purpose ~= 'disavow' then
      redis.call('HSET', KEYS[1], all[index], with_state(all[index + 1], 'superseded'))
    end
  end
end
return done
`);

/** Run twice it counts one try as two, which takes a guess away and never adds one. */
export const COUNT_TRY = script(`${WORDS}
local line = redis.call('HGET', KEYS[1], ARGV[1])
if not line or not is_open(words(line)) then return 0 end
local head, tries, rest = tries_of(line)
if not head or tonumber(tries) >= tonumber(ARGV[2]) then return 0 end
redis.call('HSET', KEYS[1], ARGV[1], head .. string.format('%d', tries + 1) .. rest)
return 1
`);

/** Only who knows the code has one refunded, so that a second run lets nobody else guess. */
export const REFUND_TRY = script(`${WORDS}
local line = redis.call('HGET', KEYS[1], ARGV[1])
if not line then return 0 end
local head, tries, rest = tries_of(line)
if not head or tonumber(tries) == 0 then return 0 end
redis.call('HSET', KEYS[1], ARGV[1], head .. string.format('%d', tries - 1) .. rest)
return 1
`);

/** Ids and lines in turn. */
export const LIST = script(`return redis.call('HGETALL', KEYS[1])`);

/** The id first, empty for all; the purposes follow. */
export const REVOKE = script(`${WORDS}
local wanted = {}
for index = 2, #ARGV do wanted[ARGV[index]] = true end
local revoked = 0
local all = redis.call('HGETALL', KEYS[1])
for index = 1, #all, 2 do
  local state, purpose = words(all[index + 1])
  if is_open(state) and wanted[purpose] and (ARGV[1] == '' or ARGV[1] == all[index]) then
    redis.call('HSET', KEYS[1], all[index], with_state(all[index + 1], 'superseded'))
    revoked = revoked + 1
  end
end
return revoked
`);

export const COUNT_ENTRIES = script(`${WORDS}
local current, since, except = ARGV[1], tonumber(ARGV[2]), ARGV[3]
local with_code = ARGV[4] == 'code'
local seen, count = {}, 0
for _, line in ipairs(redis.call('HVALS', KEYS[1])) do
  local _, _, version, issued_at, _, entry = words(line)
  if version == current and tonumber(issued_at) >= since
    and entry ~= '-' and entry ~= except and not seen[entry]
    and (tries_of(line) ~= nil) == with_code then
    seen[entry] = true
    count = count + 1
  end
end
return count
`);

/** Answers with what was there, so that the pointers to it can go as well. */
export const REMOVE_ALL = script(`
local lines = redis.call('HVALS', KEYS[1])
redis.call('DEL', KEYS[1])
return lines
`);
