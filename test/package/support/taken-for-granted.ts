import type { Express } from 'express';
import type { Kysely as KyselyOf } from 'kysely';
import type {
  Account,
  AuthenticateInput,
  LinkOptions,
  Mailer,
  PasswordService,
  Stores,
} from 'latchkey';
import type { RedisClient } from 'latchkey/redis';
import type { SqlStores } from 'latchkey/sql';
import type { Pool } from 'pg';

export { default as assert } from 'node:assert/strict';
export { writeFileSync } from 'node:fs';
export { Kysely, PostgresDialect, SqliteDialect } from 'kysely';
export { default as Libsql } from 'libsql';
export { createClient } from 'redis';
export { z } from 'zod';

/** The tables of an application. */
export type Tables = Record<string, Record<string, unknown>>;

/**
 * What an example in a docstring may use without a word. The rest it imports or declares. A block
 * in a document gets nothing from here.
 */
export declare const passwords: PasswordService<string>;
export declare const stores: Stores<string> & SqlStores<string, object, unknown>;
export declare const mailer: Mailer;
export declare const links: LinkOptions;
export declare const client: RedisClient;
export declare const url: string;
export declare const sessionId: string;
export declare const expiresAt: Date;
export declare const accountId: string;
export declare const account: Account<string>;
export declare const identifier: string;
export declare const input: AuthenticateInput;
export declare const password: string;
export declare const newPassword: string;
export declare const db: KyselyOf<Tables>;
export declare const pool: Pool;
export declare const app: Express;
export declare const response: Response;
export declare function tryLater(): void;
export declare function sessionOf(request: object): { accountId: string } | null;
