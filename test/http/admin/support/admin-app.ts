import { hasher, type PasswordEvent, type PasswordServiceOptions } from 'latchkey';
import { type AdminHandlerOptions, adminHandler, type PasswordHandler } from 'latchkey/http';
import { type App, ORIGIN, SIGNED_IN_AS, startApp } from '../../support/app.js';
import { Visitor } from '../../support/visitor.js';

export const ADMIN_PASSWORD = 'four grey herons by the weir';
export const ADMIN_URL = `${ORIGIN}/admin/password`;

export interface AdminApp extends App {
  /** The administrator's page. */
  readonly admin: PasswordHandler;
  /** Signed in as the administrator. */
  readonly root: Visitor;
  readonly events: PasswordEvent[];
  /** Opens a session of an account and tells later whether it still is one. */
  openSession(accountKey: string): Promise<() => Promise<boolean>>;
  signsIn(identifier: string, password: string): Promise<string>;
}

let adminHash: Promise<string> | undefined;

/** The service of the HTTP tests, with an administrator `root` and the page in front of it. */
export async function startAdminApp(
  more: {
    readonly service?: Partial<PasswordServiceOptions<string>>;
    readonly admin?: Partial<AdminHandlerOptions<string>>;
    readonly origin?: string;
  } = {},
): Promise<AdminApp> {
  const { origin = ORIGIN } = more;
  const events: PasswordEvent[] = [];
  const app = await startApp({
    publicUrl: `${origin}/password`,
    service: { onEvent: (event) => events.push(event), ...more.service },
  });
  adminHash ??= hasher().hash(ADMIN_PASSWORD);
  await app.stores.accounts.add({
    id: 'root',
    email: 'root@example.com',
    passwordHash: await adminHash,
  });
  app.calls.length = 0;
  const admin = adminHandler<string>({
    passwords: app.passwords,
    publicUrl: `${origin}/admin/password`,
    brand: { name: 'Acme' },
    authorizeAdmin: (request) =>
      request.headers.get(SIGNED_IN_AS) === 'root' ? { accountId: 'root' } : null,
    onError: (error) => app.errors.push(error),
    ...more.admin,
  });
  const { sessions } = app.stores;
  return {
    ...app,
    admin,
    root: new Visitor(admin, { [SIGNED_IN_AS]: 'root' }),
    events,
    openSession: async (accountKey) => {
      const { version } = await app.stores.credentials.read(accountKey);
      const sessionId = await sessions.create({
        accountKey,
        credentialsVersion: version,
        expiresAt: new Date(Date.now() + 60_000),
      });
      return async () => (await sessions.find({ sessionId, now: new Date() })) !== null;
    },
    signsIn: async (identifier, password) => {
      const result = await app.passwords.authenticate({ identifier, password });
      return result.ok ? 'ok' : result.reason;
    },
  };
}

/** What every change is posted with, for an account. */
export function about(accountKey: string): { accountKey: string; yourPassword: string } {
  return { accountKey, yourPassword: ADMIN_PASSWORD };
}

/** Every change, with fields that would do it. */
export const CHANGES = {
  '/set-password': { newPassword: 'nine tin kettles in a shed' },
  '/require-change': { reason: 'administrative' },
  '/send-reset': {},
  '/invite': {},
  '/ticket': {},
  '/revoke-tickets': {},
  '/lock': {},
  '/unlock': {},
  '/end-dispute': { credentialsVersion: 0 },
  '/end-sessions': {},
} as const;

export const CHANGE_PATHS = Object.keys(CHANGES) as (keyof typeof CHANGES)[];

/** The text of a page's element with that class. */
export function partOf(page: string, className: string): string {
  const part = new RegExp(`class="${className}"[^>]*>([\\s\\S]*?)</div>`).exec(page)?.[1] ?? '';
  return part.replace(/<[^>]+>/g, '').trim();
}
