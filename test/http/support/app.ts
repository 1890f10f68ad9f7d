import { hasher, type Mail, PasswordService, type PasswordServiceOptions, unwrap } from 'latchkey';
import { type HandlerOptions, type PasswordHandler, passwordHandler } from 'latchkey/http';
import { memoryStores } from 'latchkey/memory';
import { type CallLog, logCalls } from './log-calls.js';

export const OLD_PASSWORD = 'correct horse battery staple';
export const NEW_PASSWORD = 'seven wet umbrellas on a tram';
/** What the thief of these tests sets. */
export const STOLEN_PASSWORD = 'nine brass keys under the mat';
export const ORIGIN = 'https://app.example';
export const PUBLIC_URL = `${ORIGIN}/password`;

/** With these, and `deliver` in the handler's options, people get codes. */
export const KEYS = ['a key of the HTTP tests, of 32 bytes at least'];

/** Headers by which the signed-in host of these tests knows its people. */
export const SIGNED_IN_AS = 'x-test-account';

export interface App {
  readonly passwords: PasswordService<string>;
  readonly stores: ReturnType<typeof memoryStores>;
  readonly handler: PasswordHandler;
  readonly mails: Mail<string>[];
  /** Every call of any store, by name; proves what was never asked. */
  readonly calls: CallLog;
  readonly errors: unknown[];
  /** Requests a link for an address, delivers the mail, and takes the token out of it. */
  mailedToken(identifier: string): Promise<string>;
  /** Delivers what waits, and takes the code out of the newest mail to an address. */
  mailedCode(to: string): Promise<string>;
  /** Changes alice's password as a thief would, and takes the token out of the notice's link. */
  disavowalToken(): Promise<string>;
}

/** As an older table holds it: today's policy knows this password from the comics. */
let oldHash: Promise<string> | undefined;
function oldPasswordHash(): Promise<string> {
  oldHash ??= hasher().hash(OLD_PASSWORD);
  return oldHash;
}

/** A real service on memory stores with the hosted pages in front of it. */
export async function startApp(
  more: {
    readonly service?: Partial<PasswordServiceOptions<string>>;
    readonly handler?: Partial<HandlerOptions<string>>;
    readonly publicUrl?: string;
  } = {},
): Promise<App> {
  const publicUrl = more.publicUrl ?? PUBLIC_URL;
  const stores = memoryStores();
  const calls: CallLog = [];
  const mails: Mail<string>[] = [];
  const errors: unknown[] = [];
  const passwords = new PasswordService<string>({
    stores: logCalls(stores, calls),
    mailer: async (mail) => void mails.push(mail),
    links: { reset: `${publicUrl}/reset`, disavow: `${publicUrl}/disavow` },
    outbox: 'external',
    ...more.service,
  });
  const passwordHash = await oldPasswordHash();
  const people = [
    { id: 'alice', email: 'alice@example.com', passwordHash },
    { id: 'bob', email: 'bob@example.com', passwordHash },
    { id: 'disabled', email: 'disabled@example.com', passwordHash, enabled: false },
    { id: 'carol', email: 'carol@example.com', identityProvider: 'Google' },
    { id: 'newcomer', email: 'newcomer@example.com' },
  ];
  for (const person of people) await stores.accounts.add({ emailVerified: true, ...person });
  calls.length = 0;

  const handler = passwordHandler<string>({
    passwords,
    publicUrl,
    brand: { name: 'Acme' },
    loginUrl: '/login',
    accountId: (request) => request.headers.get(SIGNED_IN_AS),
    onError: (error) => errors.push(error),
    ...more.handler,
  });
  const deliver = () => passwords.drainOutbox();
  return {
    passwords,
    stores,
    handler,
    mails,
    calls,
    errors,
    mailedToken: async (identifier) => {
      unwrap(await passwords.requestReset({ identifier }));
      await deliver();
      const mail = mails.findLast(({ to }) => to === identifier);
      if (mail === undefined || !('url' in mail)) throw new Error('no mail with a link came');
      return tokenOf(mail.url);
    },
    mailedCode: async (to) => {
      await deliver();
      const mail = mails.findLast((each) => each.to === to);
      if (mail?.kind !== 'reset_code') throw new Error('no mail with a code came');
      return mail.code;
    },
    disavowalToken: async () => {
      const change = { currentPassword: OLD_PASSWORD, newPassword: STOLEN_PASSWORD };
      unwrap(await passwords.changePassword({ accountId: 'alice', ...change }));
      await deliver();
      const notice = mails.findLast(({ kind }) => kind === 'password_changed');
      if (notice?.kind !== 'password_changed' || notice.disavow === null)
        throw new Error('no notice with a link came');
      return tokenOf(notice.disavow.url);
    },
  };
}

function tokenOf(url: string): string {
  return new URL(url).searchParams.get('token') ?? '';
}
