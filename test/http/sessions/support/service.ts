import {
  dangerouslyUnlimited,
  type PasswordEvent,
  PasswordService,
  type SessionStore,
  unwrap,
} from 'latchkey';
import { type MemoryStores, memoryStores } from 'latchkey/memory';

import { fixedClock, insecureTestHash, insecureTestHasher } from 'latchkey/testing';

export const OLD_PASSWORD = 'quiet harbour of paper boats';
export const NEW_PASSWORD = 'seven purple lanterns sing';
export const NEWER_PASSWORD = 'a fourth umbrella on the tram';

export interface SessionService {
  readonly passwords: PasswordService<string>;
  readonly stores: MemoryStores<string>;
  readonly clock: ReturnType<typeof fixedClock>;
  readonly events: PasswordEvent[];
  /** A whole reset of alice's password, by a link. */
  reset(newPassword: string): Promise<{ readonly sessions: string }>;
}

/** A service over memory stores whose sessions are elsewhere, with one account. */
export function openSessionService(sessions: SessionStore): SessionService {
  const stores = memoryStores({
    accounts: [
      { id: 'alice', email: 'alice@example.com', passwordHash: insecureTestHash(OLD_PASSWORD) },
    ],
  });
  const clock = fixedClock();
  const events: PasswordEvent[] = [];
  const passwords = new PasswordService<string>({
    stores: { ...stores, sessions },
    links: { reset: 'https://app.example/password/reset' },
    mailer: async () => {},
    hasher: insecureTestHasher(),
    throttle: dangerouslyUnlimited(),
    outbox: 'external',
    clock: clock.now,
    onEvent: (event) => void events.push(event),
  });
  return {
    passwords,
    stores,
    clock,
    events,
    async reset(newPassword) {
      const { ticket } = unwrap(await passwords.issueTicket({ accountId: 'alice' }));
      return unwrap(await passwords.redeemTicket({ token: ticket.token, newPassword }));
    },
  };
}
