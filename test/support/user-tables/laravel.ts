import { sql } from 'kysely';
import type { UserTable } from './user-table.js';

const AT = '2026-01-01 00:00:00';

export const laravel: UserTable = {
  name: 'Laravel users',
  source: 'laravel/laravel, 0001_01_01_000000_create_users_table.php; PHP 8.2.36, password_hash',
  tables: ['users'],
  ddl: {
    postgres: [
      `create table "users" (
        "id" bigserial not null primary key,
        "name" varchar(255) not null,
        "email" varchar(255) not null,
        "email_verified_at" timestamp(0) without time zone null,
        "password" varchar(255) not null,
        "remember_token" varchar(100) null,
        "created_at" timestamp(0) without time zone null,
        "updated_at" timestamp(0) without time zone null)`,
      'alter table "users" add constraint "users_email_unique" unique ("email")',
    ],
    mysql: [
      `create table users (
        id bigint unsigned not null auto_increment primary key,
        name varchar(255) not null,
        email varchar(255) not null,
        email_verified_at timestamp null,
        password varchar(255) not null,
        remember_token varchar(100) null,
        created_at timestamp null,
        updated_at timestamp null
      ) default character set utf8mb4 collate 'utf8mb4_unicode_ci'`,
      'alter table users add unique users_email_unique (email)',
    ],
    sqlite: [
      `create table "users" (
        "id" integer primary key autoincrement not null,
        "name" varchar not null,
        "email" varchar not null,
        "email_verified_at" datetime,
        "password" varchar not null,
        "remember_token" varchar,
        "created_at" datetime,
        "updated_at" datetime)`,
      'create unique index "users_email_unique" on "users" ("email")',
    ],
  },
  mapping: {
    table: 'users',
    idType: 'bigint',
    columns: {
      passwordHash: 'password',
      emailVerified: { column: 'email_verified_at', as: 'timestamp' },
      displayName: 'name',
    },
  },
  hash: {
    password: 'correct horse',
    passwordHash: '$2y$04$DKA57s54RzVgUVK1dri69ejVHz7I01biFo3kDUT0UJYerQg.jEGYq',
  },
  id: BigInt,
  rows: ({ number, email, passwordHash }) => ({
    users: {
      id: number,
      name: 'Ada',
      email,
      email_verified_at: AT,
      password: passwordHash,
      remember_token: 'what-a-stolen-cookie-holds',
      created_at: AT,
      updated_at: AT,
    },
  }),
  keepsCase: false,
  can: { lackPassword: false, disable: false },
  password: { table: 'users', column: 'password', alsoWritten: ['remember_token'] },
  // Or a "remember me" cookie opens sessions as before.
  onPasswordChange: async (tx, id) => {
    await sql`update users set remember_token = null where id = ${String(id)}`.execute(tx);
  },
};
