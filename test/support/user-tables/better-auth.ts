import { sql } from 'kysely';
import type { UserTable } from './user-table.js';

const AT = '2026-01-01 00:00:00';
const idOf = (number: number) => `WGTfnM5ZSlFbXxMB6snzfuqaGZrzzT${number}`;

export const betterAuth: UserTable = {
  name: 'better-auth user and account',
  source: 'better-auth 1.7.25: `compileMigrations` on each database, and a sign-up',
  tables: ['user', 'session', 'account'],
  ddl: {
    postgres: [
      `create table "user" ("id" text not null primary key, "name" text not null,
        "email" text not null unique, "emailVerified" boolean not null, "image" text,
        "createdAt" timestamptz default CURRENT_TIMESTAMP not null,
        "updatedAt" timestamptz default CURRENT_TIMESTAMP not null)`,
      `create table "session" ("id" text not null primary key, "expiresAt" timestamptz not null,
        "token" text not null unique,
        "createdAt" timestamptz default CURRENT_TIMESTAMP not null,
        "updatedAt" timestamptz not null, "ipAddress" text, "userAgent" text,
        "userId" text not null references "user" ("id") on delete cascade)`,
      `create table "account" ("id" text not null primary key, "accountId" text not null,
        "providerId" text not null,
        "userId" text not null references "user" ("id") on delete cascade,
        "accessToken" text, "refreshToken" text, "idToken" text,
        "accessTokenExpiresAt" timestamptz, "refreshTokenExpiresAt" timestamptz,
        "scope" text, "password" text,
        "createdAt" timestamptz default CURRENT_TIMESTAMP not null,
        "updatedAt" timestamptz not null)`,
      'create index "session_userId_idx" on "session" ("userId")',
      'create index "account_userId_idx" on "account" ("userId")',
    ],
    mysql: [
      `create table \`user\` (\`id\` varchar(36) not null primary key,
        \`name\` varchar(255) not null, \`email\` varchar(255) not null unique,
        \`emailVerified\` boolean not null, \`image\` text,
        \`createdAt\` timestamp(3) default CURRENT_TIMESTAMP(3) not null,
        \`updatedAt\` timestamp(3) default CURRENT_TIMESTAMP(3) not null)`,
      `create table \`session\` (\`id\` varchar(36) not null primary key,
        \`expiresAt\` timestamp(3) not null, \`token\` varchar(255) not null unique,
        \`createdAt\` timestamp(3) default CURRENT_TIMESTAMP(3) not null,
        \`updatedAt\` timestamp(3) not null, \`ipAddress\` text, \`userAgent\` text,
        \`userId\` varchar(36) not null references \`user\` (\`id\`) on delete cascade)`,
      `create table \`account\` (\`id\` varchar(36) not null primary key,
        \`accountId\` text not null, \`providerId\` text not null,
        \`userId\` varchar(36) not null references \`user\` (\`id\`) on delete cascade,
        \`accessToken\` text, \`refreshToken\` text, \`idToken\` text,
        \`accessTokenExpiresAt\` timestamp(3), \`refreshTokenExpiresAt\` timestamp(3),
        \`scope\` text, \`password\` text,
        \`createdAt\` timestamp(3) default CURRENT_TIMESTAMP(3) not null,
        \`updatedAt\` timestamp(3) not null)`,
      'create index `session_userId_idx` on `session` (`userId`)',
      'create index `account_userId_idx` on `account` (`userId`)',
    ],
    sqlite: [
      `create table "user" ("id" text not null primary key, "name" text not null,
        "email" text not null unique, "emailVerified" integer not null, "image" text,
        "createdAt" date not null, "updatedAt" date not null)`,
      `create table "session" ("id" text not null primary key, "expiresAt" date not null,
        "token" text not null unique, "createdAt" date not null, "updatedAt" date not null,
        "ipAddress" text, "userAgent" text,
        "userId" text not null references "user" ("id") on delete cascade)`,
      `create table "account" ("id" text not null primary key, "accountId" text not null,
        "providerId" text not null,
        "userId" text not null references "user" ("id") on delete cascade,
        "accessToken" text, "refreshToken" text, "idToken" text,
        "accessTokenExpiresAt" date, "refreshTokenExpiresAt" date,
        "scope" text, "password" text, "createdAt" date not null, "updatedAt" date not null)`,
      'create index "session_userId_idx" on "session" ("userId")',
      'create index "account_userId_idx" on "account" ("userId")',
    ],
  },
  mapping: {
    table: 'user',
    columns: { emailVerified: 'emailVerified', displayName: 'name' },
    passwords: {
      table: 'account',
      columns: { accountId: 'userId', passwordHash: 'password' },
      where: { providerId: 'credential' },
      newRow: ({ id }) => ({
        id: `of-${id}`.slice(0, 36),
        accountId: id,
        createdAt: sql`current_timestamp`,
        updatedAt: sql`current_timestamp`,
      }),
    },
  },
  hash: {
    password: 'correct horse',
    passwordHash:
      '87ac295c2153ab4dbd37af46faa055c5:2b7f6dcd920263ab4bd191b54391e1d5a21085e03e779585b0200a49091866b2ddaca1f42b435a1570027d1659bb67d843758b33d85c10bafea3baef0159a5c9',
  },
  id: idOf,
  rows: ({ number, email, passwordHash }) => {
    const id = idOf(number);
    const times = { createdAt: AT, updatedAt: AT };
    return {
      user: { id, name: 'Ada', email, emailVerified: false, image: null, ...times },
      session: { id: `s${number}`, token: `t${number}`, userId: id, expiresAt: AT, ...times },
      // Without a password it came by an identity provider.
      account: {
        id: `a${number}`,
        accountId: passwordHash === null ? '1093' : id,
        providerId: passwordHash === null ? 'google' : 'credential',
        userId: id,
        password: passwordHash,
        ...times,
      },
    };
  },
  keepsCase: false,
  can: { lackPassword: true, disable: false },
  password: { table: 'account', column: 'password', alsoWritten: [] },
  // Its sessions are rows of their own.
  onPasswordChange: async (tx, id) => {
    await sql`
      delete from ${sql.id('session')} where ${sql.id('userId')} = ${String(id)}`.execute(tx);
  },
};
