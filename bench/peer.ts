import { betterAuth } from 'better-auth';
import { getMigrations } from 'better-auth/db/migration';
import { hash, verify } from './argon2.js';
import type { Engine } from './engines.js';

/**
 * better-auth on the same pool, with the same hash and with what latchkey does by default: changes
 * in a transaction, sessions ended by a reset. Its sign-in and its request come without a limit
 * when they are called as functions.
 */
export async function openPeer(engine: Engine) {
  const tokens: string[] = [];
  const auth = betterAuth({
    baseURL: 'https://app.example',
    secret: 'a secret of the bench, and of nothing else',
    database: {
      db: engine.db,
      type: engine.name === 'SQLite' ? 'sqlite' : 'postgres',
      transaction: true,
    },
    emailAndPassword: {
      enabled: true,
      revokeSessionsOnPasswordReset: true,
      sendResetPassword: async ({ token }) => {
        tokens.push(token);
      },
      password: {
        hash,
        verify: ({ hash: passwordHash, password }) => verify(passwordHash, password),
      },
    },
    logger: { disabled: true },
    telemetry: { enabled: false },
  });
  const { runMigrations } = await getMigrations(auth.options);
  await runMigrations();
  return { auth, tokens };
}
