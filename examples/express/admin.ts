import type { RequestHandler } from 'express';
import type { PasswordService } from 'latchkey';
import { expressHandler } from 'latchkey/express';
import { adminHandler } from 'latchkey/http';
import type { Sessions } from './sessions.js';
import { contextOf } from './sign-in.js';

/** The one account that may manage the passwords of others. */
const ADMIN_ID = 'admin';

/** The administrator's page. Who that is, the application's own session says. */
export function adminPage(parts: {
  readonly passwords: PasswordService<string>;
  readonly sessions: Sessions;
  readonly publicUrl: string;
}): RequestHandler {
  const { passwords, sessions, publicUrl } = parts;
  return expressHandler(
    adminHandler({
      passwords,
      publicUrl: `${publicUrl}/admin/password`,
      brand: { name: 'Latchkey Demo' },
      loginUrl: '/login',
      clientAddress: (request) => contextOf(request).ip,
      authorizeAdmin: async (request) => {
        const session = await sessions.current(request);
        return session?.accountId === ADMIN_ID ? { accountId: ADMIN_ID } : null;
      },
      onError: (error) => console.error(error),
    }),
  );
}
