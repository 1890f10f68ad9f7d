import { randomBytes } from 'node:crypto';
import {
  type Mail,
  MailDeliveryError,
  type PasswordEvent,
  PasswordService,
  type PasswordServiceOptions,
} from 'latchkey';
import { onTestFinished } from 'vitest';
import { cheapHasher, passwordOf } from './cheap-hasher.js';
import type { DemoAccount } from './demo-users.js';
import type { AppStores, Engine } from './each-engine.js';
import type { Post } from './smtp-post.js';

export type AppMail = Mail<string, object>;
/** Without a wire: what a mailer is handed is what its recipient has. */
const inProcess: Post = {
  async deliver(mail, _call, verdict) {
    if (verdict === 'accepts') return mail;
    throw new MailDeliveryError('not now', { permanent: verdict === 'refuses' });
  },
};

/** The same for all services of a process, as for all processes of an application. */
export const CODE_KEY: Uint8Array = randomBytes(32);

type Options = PasswordServiceOptions<string, object, unknown>;

export { cheapHasher, passwordOf };

/** The code of a mail; fails where the mail has none. */
export function codeIn(mail: AppMail | undefined): string {
  if (mail === undefined || !('code' in mail)) throw new Error('There is no mail with a code.');
  return mail.code;
}

/** The token of a mailed link; fails where the mail has none. */
export function tokenIn(mail: AppMail | undefined): string {
  if (mail === undefined || !('url' in mail)) throw new Error('There is no mail with a link.');
  const token = new URL(mail.url).searchParams.get('token');
  if (token === null) throw new Error('The link has no token.');
  return token;
}

export class FixedClock {
  #at = Date.UTC(2026, 0, 15, 12);
  readonly now = () => new Date(this.#at);
  advance(seconds: number): void {
    this.#at += Math.round(seconds * 1000);
  }
}

export interface ServiceOverrides extends Partial<Omit<Options, 'clock' | 'stores'>> {
  readonly realm?: string;
  readonly clock?: FixedClock;
  /** Wraps the engine's stores, or replaces some of them. */
  readonly stores?: (stores: AppStores) => AppStores | Omit<AppStores, 'sessions'>;
}

export interface OpenService {
  readonly passwords: PasswordService<string, object, unknown>;
  readonly stores: AppStores;
  readonly clock: FixedClock;
  readonly events: PasswordEvent[];
  /** Mails that the next hop accepted, oldest first. */
  readonly mails: AppMail[];
  /** What the mailer does with the next mails. */
  mailServer: 'accepts' | 'fails' | 'refuses';
  /** Adds a row to the users table; `password` is hashed. */
  seedAccount(account: DemoAccount & { readonly password?: string }): Promise<void>;
  /** Asks for a reset and does what is due; resolves to the mails that this caused. */
  request(identifier: string): Promise<AppMail[]>;
  /** Asks for a code and does what is due; resolves to the flow that waits for it. */
  requestCode(identifier: string): Promise<string>;
  lastToken(): string;
  lastCode(): string;
  /** Signs in and opens a session stamped with the version that came back; `null` if refused. */
  signIn(identifier: string, password: string): Promise<string | null>;
  isSessionGood(sessionId: string): Promise<boolean>;
  eventsOf<Type extends PasswordEvent['type']>(
    type: Type,
  ): Extract<PasswordEvent, { readonly type: Type }>[];
  close(): Promise<void>;
}

/**
 * Opens a service over an engine, with a clock that stands still, a cheap hash, an outbox that is
 * drained by hand and a mailbox. It is closed when the test ends.
 */
export function openService(engine: Engine, overrides: ServiceOverrides = {}): OpenService {
  const { realm, clock = new FixedClock(), stores: wrap, mailer, onEvent, ...options } = overrides;
  const stores = engine.stores(realm);
  const mails: AppMail[] = [];
  const events: PasswordEvent[] = [];
  const opened: OpenService = {
    stores,
    clock,
    events,
    mails,
    mailServer: 'accepts',
    passwords: new PasswordService<string, object, unknown>({
      hasher: cheapHasher,
      outbox: 'external',
      keys: [CODE_KEY],
      links: { reset: 'https://app.example/password/reset' },
      ...options,
      stores: wrap === undefined ? stores : wrap(stores),
      clock: clock.now,
      mailer: async (mail, call) => {
        if (typeof mailer === 'function') await mailer(mail, call);
        else await mailer?.send(mail, call);
        mails.push(await (engine.post ?? inProcess).deliver(mail, call, opened.mailServer));
      },
      onEvent: (event) => {
        events.push(event);
        onEvent?.(event);
      },
    }),
    async seedAccount({ password, ...account }) {
      const hash = password === undefined ? {} : { passwordHash: await cheapHasher.hash(password) };
      await engine.seed({ ...hash, ...account }, realm);
    },
    async request(identifier) {
      const before = mails.length;
      const result = await opened.passwords.requestReset({ identifier });
      if (!result.ok) throw new Error(`The request was refused: ${result.reason}.`);
      await opened.passwords.drainOutbox();
      return mails.slice(before);
    },
    async requestCode(identifier) {
      const result = await opened.passwords.requestReset({ identifier, deliver: 'code' });
      if (!result.ok || result.flowId === null) throw new Error('The request was refused.');
      await opened.passwords.drainOutbox();
      return result.flowId;
    },
    lastCode: () => codeIn(mails.findLast((mail) => 'code' in mail)),
    lastToken: () => tokenIn(mails.findLast((mail) => 'url' in mail)),
    async signIn(identifier, password) {
      const result = await opened.passwords.authenticate({ identifier, password });
      if (!result.ok) return null;
      return stores.sessions.create({
        accountKey: result.account.id,
        credentialsVersion: result.credentialsVersion,
        expiresAt: new Date(clock.now().getTime() + 86_400_000),
        now: clock.now(),
      });
    },
    isSessionGood: async (sessionId) =>
      (await stores.sessions.find({ sessionId, now: clock.now() })) !== null,
    eventsOf: <Type extends PasswordEvent['type']>(type: Type) =>
      events.filter(
        (event): event is Extract<PasswordEvent, { readonly type: Type }> => event.type === type,
      ),
    close: () => opened.passwords.close(),
  };
  onTestFinished(() => opened.close());
  return opened;
}
