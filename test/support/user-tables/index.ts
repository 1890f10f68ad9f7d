import { aspnetIdentity } from './aspnet-identity.js';
import { betterAuth } from './better-auth.js';
import { devise } from './devise.js';
import { django } from './django.js';
import { laravel } from './laravel.js';
import { prisma } from './prisma.js';
import type { UserTable } from './user-table.js';
import { wordpress } from './wordpress.js';

/** The users tables that applications most often have. */
export const userTables: readonly UserTable[] = [
  django,
  devise,
  laravel,
  betterAuth,
  wordpress,
  aspnetIdentity,
  prisma,
];
