import { hash as nativeHash, verify as nativeVerify, type Options } from '@node-rs/argon2';

/** The parameters of latchkey's default: argon2id (2), 19 MiB, two passes, one lane. */
const PARAMETERS: Options = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** The bare hash, with nothing around it. */
export const hash = (password: string) => nativeHash(password, PARAMETERS);
export const verify = (passwordHash: string, password: string) =>
  nativeVerify(passwordHash, password);
