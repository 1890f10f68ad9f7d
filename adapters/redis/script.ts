import { createHash } from 'node:crypto';

/** A script that Redis runs as one step. It touches no key but those that it is handed. */
export interface Script {
  readonly source: string;
  readonly sha1: string;
}

/** Goes ahead of every script: what holds for all keys. */
const PRELUDE = `
-- A key lives as long as the longest-lived thing that it holds.
local function keep(key, milliseconds)
  if redis.call('PTTL', key) < tonumber(milliseconds) then
    redis.call('PEXPIRE', key, milliseconds)
  end
end
`;

export function script(source: string): Script {
  const whole = PRELUDE + source;
  return { source: whole, sha1: createHash('sha1').update(whole).digest('hex') };
}
