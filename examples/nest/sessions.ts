import type { IncomingMessage } from 'node:http';
import type { JwtService } from '@nestjs/jwt';
import type { PasswordService } from 'latchkey';
import { statelessSessions } from 'latchkey/sessions';

/** What a JWT says: whose it is, and under which version of the credentials it was signed. */
export interface Claims {
  readonly sub: string;
  readonly email: string | null;
  readonly credentialsVersion: number;
}

/** No JWT is stored: the version ends it, and one that is kept through a change is signed anew. */
export const sessionStore = statelessSessions();

/** Sessions that are a JWT in a cookie. */
export class Sessions {
  readonly #jwt: JwtService;
  readonly #passwords: PasswordService<string>;
  readonly #attributes: string;

  constructor(jwt: JwtService, passwords: PasswordService<string>, publicUrl: string) {
    this.#jwt = jwt;
    this.#passwords = passwords;
    const secure = publicUrl.startsWith('https:') ? '; Secure' : '';
    this.#attributes = `Path=/; Max-Age=3600; HttpOnly; SameSite=Lax${secure}`;
  }

  cookie({ sub, email, credentialsVersion }: Claims): string {
    const token = this.#jwt.sign({ sub, email, credentialsVersion });
    return `session=${token}; ${this.#attributes}`;
  }

  /** The JWT of a session that outlived a change of its own password, signed anew. */
  renewedCookie(token: string, credentialsVersion: number): string {
    return this.cookie({ ...this.#jwt.decode<Claims>(token), credentialsVersion });
  }

  token({ headers }: IncomingMessage): string | null {
    return /(?:^|; )session=([\w.-]+)/.exec(headers.cookie ?? '')?.[1] ?? null;
  }

  /** What a request's JWT says, while the account's password is the one that it was signed under. */
  async claims(request: IncomingMessage): Promise<Claims | null> {
    const token = this.token(request) ?? '';
    const claims = await this.#jwt.verifyAsync<Claims>(token).catch(() => null);
    if (claims === null) return null;
    const { sub: accountId, credentialsVersion } = claims;
    const check = await this.#passwords.checkSession({ accountId, credentialsVersion });
    if (!check.ok) return null;
    // An account that was disabled or deleted since has no say, whatever its JWT says.
    const found = await this.#passwords.findAccounts({ accountId });
    return found.ok && found.accounts[0]?.enabled === true ? claims : null;
  }
}
