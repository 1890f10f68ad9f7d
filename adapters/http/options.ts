import type {
  AccountId,
  Call,
  ChangePasswordResult,
  InspectTicketResult,
  Policy,
  RedeemTicketResult,
  RequestResetResult,
} from 'latchkey';
import * as z from 'zod';
import type { Texts } from './texts/en.js';

/** What the handler needs of a `PasswordService`. */
export interface Passwords<Id extends AccountId = AccountId> {
  readonly policy: Pick<Policy, 'describe'>;
  readonly lifetimeSeconds: { readonly reset: number };
  requestReset(
    input: { readonly identifier: string; readonly link?: string | undefined },
    call?: Call,
  ): Promise<RequestResetResult>;
  inspectTicket(input: { readonly token: string }, call?: Call): Promise<InspectTicketResult<Id>>;
  redeemTicket(
    input: { readonly token: string; readonly newPassword: string },
    call?: Call,
  ): Promise<RedeemTicketResult<Id>>;
  changePassword(
    input: {
      readonly accountId: Id;
      readonly currentPassword: string;
      readonly newPassword: string;
      readonly keepSession?: string | undefined;
    },
    call?: Call,
  ): Promise<ChangePasswordResult<Id>>;
}

/** How the pages look. Everything else is the same for everybody. */
export interface Brand {
  /** Stands above every page and in its title. */
  readonly name: string;
  /**
   * Colour of buttons and links, `#rrggbb`. Shades that can be read on light and dark ground are
   * derived from it, so any colour keeps WCAG's 4.5:1.
   * @default '#2456d6'
   */
  readonly accentColor?: string | undefined;
}

/** A session that outlived a change of its own password. */
export interface KeptSession<Id extends AccountId, Native> {
  /** The id it has now: the host's session cookie must carry this one from here on. */
  readonly sessionId: string;
  readonly accountId: Id;
  /** The version that the session is now good for. */
  readonly credentialsVersion: number;
  readonly native: Native;
  /** The response's headers: append `Set-Cookie` here. */
  readonly headers: Headers;
}

/**
 * Options of the hosted pages.
 *
 * @typeParam Native - what the host hands along with a request: Express' own request behind
 *   `latchkey/express`, or else the Web-standard `Request` itself
 */
export interface HandlerOptions<Id extends AccountId = AccountId, Native = Request> {
  readonly passwords: Passwords<Id>;
  /**
   * Where browsers find the pages: `https://app.example/password`. Links, redirects, cookie paths
   * and the check of posts come from here alone; no header of a request has a say.
   */
  readonly publicUrl: string;
  /** @default { name: 'the host name of publicUrl' } */
  readonly brand?: Brand | undefined;
  /** The host's sign-in page: where the way ends, and where it begins for who is not signed in. */
  readonly loginUrl?: string | undefined;
  /**
   * Tells who is signed in, from the host's own session; never from a form field or a header that
   * a client can set. Without it there is no `/change`.
   */
  readonly accountId?: ((native: Native) => Id | null | Promise<Id | null>) | undefined;
  /** Tells the address of who is signed in, for password managers to file the new password under. */
  readonly accountEmail?: ((native: Native) => string | null | Promise<string | null>) | undefined;
  /** Tells the id of the signed-in session, so that a change keeps it while the others end. */
  readonly sessionId?: ((native: Native) => string | null | Promise<string | null>) | undefined;
  /** Runs after a change that kept the session, before the answer leaves. */
  readonly onSessionKept?: ((kept: KeptSession<Id, Native>) => void | Promise<void>) | undefined;
  /**
   * Tells the client's address, for the throttle. The host knows its proxies, the handler does
   * not; without this function no header is taken for an address and the client limit is off.
   */
  readonly clientAddress?: ((native: Native) => string | undefined) | undefined;
  /**
   * Hears of what answered 5xx: a full line, a lost database, a throw in the host's own functions.
   * The handler itself logs nothing and shows nothing.
   */
  readonly onError?: ((error: unknown, native: Native) => unknown) | undefined;
  /** Every sentence of the pages. @default english */
  readonly texts?: Texts | undefined;
}

const optionsSchema = z.object({
  publicUrl: z.url({ protocol: /^https?$/ }),
  brand: z
    .object({
      name: z.string().min(1).max(80),
      accentColor: z
        .string()
        .regex(/^#[0-9a-fA-F]{6}$/, 'must be of the form #rrggbb')
        .optional(),
    })
    .optional(),
  // A path of the host or a whole URL; a browser would run `javascript:`.
  loginUrl: z
    .string()
    .regex(/^(?:https?:\/\/|\/(?!\/))/, 'must be a path or an http(s) URL')
    .optional(),
});

/** Checks the options that are data. Returns what is wrong, in one sentence, or `null`. */
export function faultOfOptions(options: unknown): string | null {
  const parsed = optionsSchema.safeParse(options);
  if (parsed.success) return null;
  const [issue] = parsed.error.issues;
  return `"${issue?.path.join('.') || 'options'}" of passwordHandler: ${issue?.message ?? 'invalid'}.`;
}
