import { withTimeout } from 'latchkey';
import {
  type IoredisClient,
  kindOfClient,
  type NodeRedisClient,
  type RedisClient,
} from './client.js';
import { isMissingScript, noAnswerError, redisError } from './errors.js';
import type { Script } from './script.js';
import { untilReady } from './until-ready.js';

/** What the stores want of a client, whosever it is. */
export interface Connection {
  /**
   * Runs a script over keys of one hash slot.
   *
   * @throws LatchkeyError `ERR_STORE` where Redis is away, refuses, or gives no answer in time
   */
  run(script: Script, keys: readonly string[], args: readonly string[]): Promise<unknown>;
}

interface Evaluator {
  bySha1(script: Script, keys: readonly string[], args: readonly string[]): Promise<unknown>;
  bySource(script: Script, keys: readonly string[], args: readonly string[]): Promise<unknown>;
}

export function openConnection(client: RedisClient, timeoutSeconds: number): Connection {
  const evaluator =
    kindOfClient(client) === 'ioredis'
      ? ofIoredis(client as IoredisClient)
      : ofNodeRedis(client as NodeRedisClient);
  return {
    async run(script, keys, args) {
      const attempt = async (signal: AbortSignal) => {
        const evaluate = await evaluator(signal);
        try {
          return await evaluate.bySha1(script, keys, args);
        } catch (error) {
          // The first time, after a restart, a failover or SCRIPT FLUSH; it has run nothing.
          if (!isMissingScript(error) || signal.aborted) throw error;
          return await evaluate.bySource(script, keys, args);
        }
      };
      try {
        return await withTimeout(timeoutSeconds, attempt, () => noAnswerError(timeoutSeconds));
      } catch (error) {
        throw redisError(error);
      }
    },
  };
}

/** Makes an evaluator whose commands, as far as they are not sent, are dropped with the signal. */
type EvaluatorFactory = (signal: AbortSignal) => Promise<Evaluator>;

function ofNodeRedis(client: NodeRedisClient): EvaluatorFactory {
  const options = (keys: readonly string[], args: readonly string[]) => ({
    keys: [...keys],
    arguments: [...args],
  });
  return async (abortSignal) => {
    const derived = client as NodeRedisClient & {
      withCommandOptions?(options: object): NodeRedisClient;
    };
    // A type mapping of the application's would turn texts into buffers and numbers into texts.
    const own = derived.withCommandOptions?.({ abortSignal, typeMapping: {} }) ?? client;
    return {
      bySha1: ({ sha1 }, keys, args) => own.evalSha(sha1, options(keys, args)),
      bySource: ({ source }, keys, args) => own.eval(source, options(keys, args)),
    };
  };
}

function ofIoredis(client: IoredisClient): EvaluatorFactory {
  const evaluator: Evaluator = {
    bySha1: ({ sha1 }, keys, args) => client.evalsha(sha1, keys.length, ...keys, ...args),
    bySource: ({ source }, keys, args) => client.eval(source, keys.length, ...keys, ...args),
  };
  return async (signal) => {
    // What waits in ioredis' offline queue cannot be taken back and would run after the outage,
    // when nobody waits for it any more. So nothing gets there. It does not help what was sent
    // already: ioredis sends that again unless `autoResendUnfulfilledCommands` is false.
    await untilReady(client, signal);
    return evaluator;
  };
}
