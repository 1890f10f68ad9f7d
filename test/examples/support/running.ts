import type { RequestListener } from 'node:http';
import { dangerouslyUnlimited, PasswordService, type SessionStore } from 'latchkey';
import { type MemoryStores, memoryStores } from 'latchkey/memory';
import { insecureTestHash, insecureTestHasher, testMailer } from 'latchkey/testing';
import { serve } from '../../http/support/serve.js';

export const OLD_PASSWORD = 'correct horse battery staple';

/** An application under test, as the scenario sees it. */
export interface Running {
  /** Where it listens. */
  readonly base: string;
  /** Where people see its password pages: behind a proxy that speaks TLS, in most of them. */
  readonly publicUrl: string;
  /** The origin whose pages sign people in. */
  readonly frontendOrigin: string;
  /** The origin that mailed links point to. */
  readonly linkOrigin: string;
  /** An address whose account has `OLD_PASSWORD`, and that no one has used so far. */
  person(): string;
  /** The link of the newest mail to an address, once it is there. */
  newestLink(to: string): Promise<string>;
  /** Requires a new password from the next sign-in on. */
  requireChange(email: string): Promise<unknown>;
  /** To whom mails went so far. */
  recipients(): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** What an example's `createApp` is given. */
export interface Parts {
  readonly passwords: PasswordService<string>;
  readonly stores: MemoryStores;
  readonly publicUrl: string;
}

/** A host on a port of its own, by its listener or by its own `listen`. */
export type Listening = RequestListener | { readonly base: string; close(): Promise<void> };

/** Starts an example on a real service over memory stores, with a hasher that costs nothing. */
export async function runExample(
  create: (parts: Parts) => Listening | Promise<Listening>,
  options: {
    readonly publicUrl: string;
    readonly frontendOrigin?: string;
    readonly resetLink?: string;
    readonly sessions?: SessionStore;
  },
): Promise<Running> {
  const { publicUrl } = options;
  const resetLink = options.resetLink ?? `${publicUrl.replace(/\/$/, '')}/reset`;
  const passwordHash = insecureTestHash(OLD_PASSWORD);
  const people = Array.from({ length: 40 }, (_, index) => `user${index + 1}`);
  const stores = memoryStores({
    accounts: people.map((id) => ({ id, email: `${id}@example.com`, passwordHash })),
  });
  const mailer = testMailer<string>();
  const passwords = new PasswordService<string>({
    stores: { ...stores, sessions: options.sessions ?? stores.sessions },
    mailer,
    links: { reset: resetLink },
    hasher: insecureTestHasher(),
    throttle: dangerouslyUnlimited(),
    outbox: 'external',
    onEvent: () => {},
  });
  const created = await create({ passwords, stores, publicUrl });
  const { base, close } = typeof created === 'function' ? await serve(created) : created;
  return {
    base,
    publicUrl,
    frontendOrigin: options.frontendOrigin ?? new URL(publicUrl).origin,
    linkOrigin: new URL(resetLink).origin,
    person: () => `${people.shift()}@example.com`,
    newestLink: async (to) => {
      await passwords.drainOutbox();
      return mailer.lastLink({ to });
    },
    requireChange: (email) =>
      passwords.requireChange({ accountId: email.split('@')[0] ?? '', reason: 'expired' }),
    recipients: async () => mailer.mails.map(({ to }) => to),
    close: async () => {
      await close();
      await passwords.close();
    },
  };
}
