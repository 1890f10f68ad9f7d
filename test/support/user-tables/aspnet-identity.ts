import { sql } from 'kysely';
import type { UserTable } from './user-table.js';

const idOf = (number: number) => `0f8fad5b-d9cb-469f-a165-70867728950${number}`;

const indexes = (quote: string) => {
  const quoted = (name: string) => quote + name + quote;
  const on = (name: string, column: string) =>
    `index ${quoted(name)} on ${quoted('AspNetUsers')} (${quoted(column)})`;
  return [
    `create ${on('EmailIndex', 'NormalizedEmail')}`,
    `create unique ${on('UserNameIndex', 'NormalizedUserName')}`,
  ];
};

export const aspnetIdentity: UserTable = {
  name: 'ASP.NET Identity AspNetUsers',
  source:
    'ASP.NET Core Identity, the initial migration of its template by Npgsql, Pomelo and SQLite; ' +
    'dotnet/aspnetcore, PasswordHasherTest.cs',
  tables: ['AspNetUsers'],
  ddl: {
    postgres: [
      `create table "AspNetUsers" (
        "Id" text not null,
        "UserName" character varying(256),
        "NormalizedUserName" character varying(256),
        "Email" character varying(256),
        "NormalizedEmail" character varying(256),
        "EmailConfirmed" boolean not null,
        "PasswordHash" text,
        "SecurityStamp" text,
        "ConcurrencyStamp" text,
        "PhoneNumber" text,
        "PhoneNumberConfirmed" boolean not null,
        "TwoFactorEnabled" boolean not null,
        "LockoutEnd" timestamp with time zone,
        "LockoutEnabled" boolean not null,
        "AccessFailedCount" integer not null,
        constraint "PK_AspNetUsers" primary key ("Id"))`,
      ...indexes('"'),
    ],
    mysql: [
      `create table \`AspNetUsers\` (
        \`Id\` varchar(255) not null,
        \`UserName\` varchar(256) null,
        \`NormalizedUserName\` varchar(256) null,
        \`Email\` varchar(256) null,
        \`NormalizedEmail\` varchar(256) null,
        \`EmailConfirmed\` tinyint(1) not null,
        \`PasswordHash\` longtext null,
        \`SecurityStamp\` longtext null,
        \`ConcurrencyStamp\` longtext null,
        \`PhoneNumber\` longtext null,
        \`PhoneNumberConfirmed\` tinyint(1) not null,
        \`TwoFactorEnabled\` tinyint(1) not null,
        \`LockoutEnd\` datetime(6) null,
        \`LockoutEnabled\` tinyint(1) not null,
        \`AccessFailedCount\` int not null,
        constraint \`PK_AspNetUsers\` primary key (\`Id\`)
      ) character set = utf8mb4`,
      ...indexes('`'),
    ],
    sqlite: [
      `create table "AspNetUsers" (
        "Id" TEXT not null constraint "PK_AspNetUsers" primary key,
        "UserName" TEXT null,
        "NormalizedUserName" TEXT null,
        "Email" TEXT null,
        "NormalizedEmail" TEXT null,
        "EmailConfirmed" INTEGER not null,
        "PasswordHash" TEXT null,
        "SecurityStamp" TEXT null,
        "ConcurrencyStamp" TEXT null,
        "PhoneNumber" TEXT null,
        "PhoneNumberConfirmed" INTEGER not null,
        "TwoFactorEnabled" INTEGER not null,
        "LockoutEnd" TEXT null,
        "LockoutEnabled" INTEGER not null,
        "AccessFailedCount" INTEGER not null)`,
      ...indexes('"'),
    ],
  },
  mapping: {
    table: 'AspNetUsers',
    columns: {
      id: 'Id',
      email: 'Email',
      emailLookup: { column: 'NormalizedEmail', as: 'upper' },
      passwordHash: 'PasswordHash',
      emailVerified: 'EmailConfirmed',
      displayName: 'UserName',
    },
  },
  hash: {
    password: 'my password',
    passwordHash:
      'AQAAAAIAAYagAAAAEAABAgMEBQYHCAkKCwwNDg/Q8A0WMKbtHQJQ2DHCdoEeeFBrgNlldq6vH4qX/CGqGQ==',
  },
  id: idOf,
  rows: ({ number, email, passwordHash }) => ({
    AspNetUsers: {
      Id: idOf(number),
      UserName: email,
      NormalizedUserName: email.toUpperCase(),
      Email: email,
      NormalizedEmail: email.toUpperCase(),
      EmailConfirmed: true,
      PasswordHash: passwordHash,
      SecurityStamp: 'XW5RZ7HIVTMRZ2GI5CTGW2K3J6YOAQVN',
      ConcurrencyStamp: '6f1c6a3e-6ad8-4e0b-9d50-6f7c1b1f2d11',
      PhoneNumberConfirmed: false,
      TwoFactorEnabled: false,
      LockoutEnabled: true,
      AccessFailedCount: 0,
    },
  }),
  keepsCase: true,
  can: { lackPassword: true, disable: false },
  password: {
    table: 'AspNetUsers',
    column: 'PasswordHash',
    alsoWritten: ['SecurityStamp', 'ConcurrencyStamp'],
  },
  // Its cookies hold the first stamp; the second tells another writer that the row has changed.
  onPasswordChange: async (tx, id) => {
    await sql`
      update ${sql.id('AspNetUsers')}
      set ${sql.id('SecurityStamp')} = ${crypto.randomUUID()},
        ${sql.id('ConcurrencyStamp')} = ${crypto.randomUUID()}
      where ${sql.id('Id')} = ${String(id)}`.execute(tx);
  },
};
