import { devise as devisePeppered } from 'latchkey';
import type { UserTable } from './user-table.js';

const AT = '2026-01-01 00:00:00';

const indexes = [
  'create unique index index_users_on_email on users (email)',
  'create unique index index_users_on_reset_password_token on users (reset_password_token)',
  'create unique index index_users_on_confirmation_token on users (confirmation_token)',
];

export const devise: UserTable = {
  name: 'Devise users',
  source: 'Devise 4.8.1, migration template with Confirmable, as Rails 7 makes it; its hash',
  tables: ['users'],
  ddl: {
    postgres: [
      `create table users (
        id bigserial primary key,
        email character varying default '' not null,
        encrypted_password character varying default '' not null,
        reset_password_token character varying,
        reset_password_sent_at timestamp(6) without time zone,
        remember_created_at timestamp(6) without time zone,
        confirmation_token character varying,
        confirmed_at timestamp(6) without time zone,
        confirmation_sent_at timestamp(6) without time zone,
        unconfirmed_email character varying,
        created_at timestamp(6) without time zone not null,
        updated_at timestamp(6) without time zone not null)`,
      ...indexes,
    ],
    mysql: [
      `create table users (
        id bigint not null auto_increment primary key,
        email varchar(255) default '' not null,
        encrypted_password varchar(255) default '' not null,
        reset_password_token varchar(255),
        reset_password_sent_at datetime(6),
        remember_created_at datetime(6),
        confirmation_token varchar(255),
        confirmed_at datetime(6),
        confirmation_sent_at datetime(6),
        unconfirmed_email varchar(255),
        created_at datetime(6) not null,
        updated_at datetime(6) not null
      ) charset = utf8mb4 collate = utf8mb4_unicode_ci`,
      ...indexes,
    ],
    sqlite: [
      `create table "users" (
        "id" integer primary key autoincrement not null,
        "email" varchar default '' not null,
        "encrypted_password" varchar default '' not null,
        "reset_password_token" varchar,
        "reset_password_sent_at" datetime(6),
        "remember_created_at" datetime(6),
        "confirmation_token" varchar,
        "confirmed_at" datetime(6),
        "confirmation_sent_at" datetime(6),
        "unconfirmed_email" varchar,
        "created_at" datetime(6) not null,
        "updated_at" datetime(6) not null)`,
      ...indexes,
    ],
  },
  mapping: {
    table: 'users',
    idType: 'bigint',
    columns: {
      passwordHash: 'encrypted_password',
      emailVerified: { column: 'confirmed_at', as: 'timestamp' },
    },
  },
  hash: {
    password: 'correct horse',
    passwordHash: '$2a$04$upEqq.IGXQgUNNt8au2POuzCxT1DggxIwDpgBczDiPp3ixUCwF7l6',
    alsoVerifies: devisePeppered({ pepper: 'pépper' }),
  },
  id: BigInt,
  rows: ({ number, email, passwordHash }) => ({
    users: {
      id: number,
      email,
      encrypted_password: passwordHash ?? '',
      confirmed_at: AT,
      created_at: AT,
      updated_at: AT,
    },
  }),
  keepsCase: false,
  can: { lackPassword: true, disable: false },
  password: { table: 'users', column: 'encrypted_password', alsoWritten: [] },
  // Its sessions hold the beginning of the hash and end with it.
  onPasswordChange: null,
};
