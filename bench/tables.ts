import type { RawBuilder } from 'kysely';

type Flag = RawBuilder<boolean>;

/** What the benches write to directly: the application's users and the peer's. */
export interface Tables {
  users: {
    id: string;
    email: string;
    password_hash: string;
    name: string;
    email_verified: Flag;
  };
  user: {
    id: string;
    email: string;
    emailVerified: Flag;
    name: string;
    createdAt: string;
    updatedAt: string;
  };
  account: {
    id: string;
    accountId: string;
    providerId: string;
    userId: string;
    password: string;
    createdAt: string;
    updatedAt: string;
  };
}
