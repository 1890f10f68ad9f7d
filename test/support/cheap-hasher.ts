import { argon2id, hasher, type PasswordHasher } from 'latchkey';

/** A real Argon2id whose parameters are as small as the format allows: 8 KiB, one pass. */
export const cheapHasher: PasswordHasher = hasher({
  current: argon2id({ memoryKib: 8, passes: 1 }),
});

/** Earlier parameters: a sign-in makes such a hash anew. */
export const formerHasher: PasswordHasher = hasher({
  current: argon2id({ memoryKib: 16, passes: 1 }),
});

/** Passwords that the default policy accepts, one for each number. */
export const passwordOf = (n: number | string) => `plum orbit ${n} canyon whisper`;
