import type { Request, Response } from 'express';
import type { Kysely } from 'kysely';
import type { RedisSessionStore } from 'latchkey/redis';
import type { SqlSessionStore } from 'latchkey/sql';
import type { DemoDatabase } from './schema.js';

const COOKIE = 'session';
const LIFETIME_MILLISECONDS = 7 * 24 * 60 * 60 * 1000;

/** The demo's sessions: a cookie, and a row that is good only for one credentials version. */
export class Sessions {
  readonly #db: Kysely<DemoDatabase>;
  readonly #store: SqlSessionStore | RedisSessionStore;
  readonly #secure: boolean;

  constructor(parts: {
    readonly db: Kysely<DemoDatabase>;
    readonly store: SqlSessionStore | RedisSessionStore;
    readonly publicUrl: string;
  }) {
    this.#db = parts.db;
    this.#store = parts.store;
    this.#secure = parts.publicUrl.startsWith('https:');
  }

  /** Starts a session after a sign-in, stamped with the version that the sign-in came out with. */
  async start(
    response: Response,
    signIn: { readonly account: { readonly id: string }; readonly credentialsVersion: number },
  ): Promise<void> {
    const sessionId = await this.#store.create({
      accountKey: signIn.account.id,
      credentialsVersion: signIn.credentialsVersion,
      expiresAt: new Date(Date.now() + LIFETIME_MILLISECONDS),
    });
    response.append('Set-Cookie', this.cookie(sessionId));
  }

  /** Who is signed in. A session of an older credentials version is found no more. */
  async current(
    request: Request,
  ): Promise<{ readonly accountId: string; readonly email: string } | null> {
    const sessionId = this.id(request);
    if (sessionId === null) return null;
    const session = await this.#store.find({ sessionId, now: new Date() });
    if (session === null) return null;
    const row = await this.#db
      .selectFrom('users')
      .select('email')
      .where('id', '=', session.accountKey)
      .where('enabled', '=', 1)
      .executeTakeFirst();
    return row === undefined ? null : { accountId: session.accountKey, email: row.email };
  }

  async end(request: Request, response: Response): Promise<void> {
    const sessionId = this.id(request);
    if (sessionId !== null) await this.#store.remove(sessionId);
    response.append('Set-Cookie', this.cookie('', 0));
  }

  /** The session id that a request's cookie carries, or `null`. */
  id(request: Request): string | null {
    for (const part of (request.headers.cookie ?? '').split(';')) {
      const [name, value = ''] = part.trim().split('=');
      if (name === COOKIE) return /^[\w-]{20,128}$/.test(value) ? value : null;
    }
    return null;
  }

  cookie(sessionId: string, maxAgeSeconds = LIFETIME_MILLISECONDS / 1000): string {
    const secure = this.#secure ? '; Secure' : '';
    return `${COOKIE}=${sessionId}; Path=/; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=Lax${secure}`;
  }
}
