import type { UserTable } from './user-table.js';

const AT = '2026-01-01 00:00:00';
const idOf = (number: number) => `cmb3k7x0w00008l08h1d2f3g${number}`;

export const prisma: UserTable = {
  name: 'Prisma User',
  source: 'Written as Prisma Migrate names and types the columns of a model User; libxcrypt 4.4.33',
  tables: ['User'],
  ddl: {
    postgres: [
      `CREATE TABLE "User" (
        "id" TEXT NOT NULL,
        "email" TEXT NOT NULL,
        "name" TEXT,
        "passwordHash" TEXT,
        "emailVerifiedAt" TIMESTAMP(3),
        "deletedAt" TIMESTAMP(3),
        "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
        CONSTRAINT "User_pkey" PRIMARY KEY ("id"))`,
      'CREATE UNIQUE INDEX "User_email_key" ON "User"("email")',
    ],
    mysql: [
      `CREATE TABLE \`User\` (
        \`id\` VARCHAR(191) NOT NULL,
        \`email\` VARCHAR(191) NOT NULL,
        \`name\` VARCHAR(191) NULL,
        \`passwordHash\` VARCHAR(191) NULL,
        \`emailVerifiedAt\` DATETIME(3) NULL,
        \`deletedAt\` DATETIME(3) NULL,
        \`createdAt\` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
        UNIQUE INDEX \`User_email_key\`(\`email\`),
        PRIMARY KEY (\`id\`)
      ) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`,
    ],
    sqlite: [
      `CREATE TABLE "User" (
        "id" TEXT NOT NULL PRIMARY KEY,
        "email" TEXT NOT NULL,
        "name" TEXT,
        "passwordHash" TEXT,
        "emailVerifiedAt" DATETIME,
        "deletedAt" DATETIME,
        "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP)`,
      'CREATE UNIQUE INDEX "User_email_key" ON "User"("email")',
    ],
  },
  mapping: {
    table: 'User',
    columns: {
      passwordHash: 'passwordHash',
      emailVerified: { column: 'emailVerifiedAt', as: 'timestamp' },
      deletedAt: 'deletedAt',
      displayName: 'name',
    },
  },
  hash: {
    password: 'correct horse',
    passwordHash: '$2b$04$abcdefghijklmnopqrstuujydOTSfIH/d5oUHpsygqV5X9xJLQc6e',
  },
  id: idOf,
  rows: ({ number, email, passwordHash, disabled = false }) => ({
    User: {
      id: idOf(number),
      email,
      name: 'Ada',
      passwordHash,
      emailVerifiedAt: AT,
      deletedAt: disabled ? AT : null,
      createdAt: AT,
    },
  }),
  keepsCase: false,
  can: { lackPassword: true, disable: true },
  password: { table: 'User', column: 'passwordHash', alsoWritten: [] },
  onPasswordChange: null,
};
