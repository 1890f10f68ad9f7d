import type {
  AccountId,
  Call,
  ChangePasswordResult,
  DisavowChangeInput,
  DisavowChangeResult,
  ExchangeCodeInput,
  ExchangeCodeResult,
  InspectDisavowalInput,
  InspectDisavowalResult,
  InspectTicketResult,
  Policy,
  RedeemTicketInput,
  RedeemTicketResult,
  RequestResetInput,
  RequestResetResult,
  SetInitialPasswordResult,
  VerifySecondFactorInput,
  VerifySecondFactorResult,
} from 'latchkey';
import * as z from 'zod';
import {
  hostPageSchema,
  originSchema,
  type PagesOptions,
  pagesOptionsSchema,
} from './pages-options.js';
import { resultUrlAllowed } from './request/result-url.js';
import { allLanguages } from './texts/index.js';
import { missingOfChannel } from './texts/schema.js';

/** What the handler needs of a `PasswordService`. */
export interface Passwords<Id extends AccountId = AccountId> {
  readonly policy: Pick<Policy, 'describe'>;
  readonly lifetimeSeconds: { readonly reset: number };
  /** Whether the service has the keys that codes are made with. */
  readonly deliversCodes: boolean;
  /** The ways that its codes may go: `mail` and its `channels`. */
  readonly codeChannels: readonly string[];
  readonly codeLifetimeSeconds: number;
  requestReset(
    input: Omit<RequestResetInput, 'accountId'>,
    call?: Call,
  ): Promise<RequestResetResult>;
  inspectTicket(
    input: { readonly token: string; readonly secondFactorProof?: string | undefined },
    call?: Call,
  ): Promise<InspectTicketResult<Id>>;
  verifySecondFactor(
    input: VerifySecondFactorInput,
    call?: Call,
  ): Promise<VerifySecondFactorResult>;
  redeemTicket(input: RedeemTicketInput, call?: Call): Promise<RedeemTicketResult<Id>>;
  exchangeCode(input: ExchangeCodeInput, call?: Call): Promise<ExchangeCodeResult>;
  inspectDisavowal(input: InspectDisavowalInput, call?: Call): Promise<InspectDisavowalResult>;
  disavowChange(input: DisavowChangeInput, call?: Call): Promise<DisavowChangeResult>;
  changePassword(
    input: {
      readonly accountId: Id;
      readonly currentPassword: string;
      readonly newPassword: string;
      readonly keepSession?: string | undefined;
    },
    call?: Call,
  ): Promise<ChangePasswordResult<Id>>;
  setInitialPassword(
    input: {
      readonly accountId: Id;
      readonly newPassword: string;
      readonly keepSession?: string | undefined;
    },
    call?: Call,
  ): Promise<SetInitialPasswordResult<Id>>;
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

/** Options of the hosted pages and of the JSON API. */
export interface HandlerOptions<Id extends AccountId = AccountId, Native = Request>
  extends PagesOptions<Native> {
  readonly passwords: Passwords<Id>;
  /**
   * What is sent to who forgot the password: a link; a code to type into the page that asked; or
   * what the person chooses there. Codes take the option `keys` of the service.
   * @default 'link'
   */
  readonly deliver?: 'link' | 'code' | 'choice' | undefined;
  /**
   * Those of the service's `channels` that a code may go by besides mail: `['sms']`. The page
   * offers each by its text in `channels` of every language; ours have one for `sms`.
   * @default [], and codes go by mail
   */
  readonly channels?: readonly string[] | undefined;
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
   * The page of the host where who is signed in goes on after `/change` and `/initial`:
   * `/settings`.
   * @default `loginUrl`
   */
  readonly homeUrl?: string | undefined;
  /**
   * Tells whether the session was opened only just now. `/initial` sets a first password without
   * asking for another one, so a session that lay about must not be enough; without this function
   * there is no `/initial`.
   */
  readonly isFreshSession?: ((native: Native) => boolean | Promise<boolean>) | undefined;
  /**
   * Origins that a ticket's `resultUrl` may have, exactly: `https://app.example`. Whoever has set
   * a password is sent there; a `resultUrl` elsewhere is passed over.
   * @default []
   */
  readonly resultOrigins?: readonly string[] | undefined;
  /**
   * Where a reset ends that has no `resultUrl`: at a page that leads to `loginUrl`, or at
   * `loginUrl` at once, with `success` and `message` in its query; or, as Auth0's Redirect To, at
   * a `url` that is treated as the `resultUrl` of all, and must be of one of the `resultOrigins`.
   * @default 'page'
   */
  readonly afterReset?: 'page' | 'login' | { readonly url: string } | undefined;
  /**
   * Other origins whose scripts may use the JSON API: a single-page frontend. With `credentials`
   * they may do so in the name of who is signed in.
   * @default none
   */
  readonly cors?:
    | { readonly origins: readonly string[]; readonly credentials?: boolean | undefined }
    | undefined;
}

/** As the service's own option has it: no other channel can be there. */
const CHANNEL_NAME = /^[a-z][a-z0-9_]{0,63}$/;

export const handlerOptionsSchema = pagesOptionsSchema
  .extend({
    passwords: z.custom<Pick<Passwords, 'deliversCodes' | 'codeChannels'>>(
      (value) => typeof value === 'object' && value !== null,
      'must be a PasswordService',
    ),
    deliver: z.enum(['link', 'code', 'choice']).optional(),
    channels: z.array(z.string().regex(CHANNEL_NAME, 'must be in snake_case')).optional(),
    homeUrl: hostPageSchema.optional(),
    resultOrigins: z.array(originSchema).optional(),
    afterReset: z
      .union([z.enum(['page', 'login']), z.object({ url: z.string() })], {
        error: 'must be "page", "login" or { url }',
      })
      .optional(),
    cors: z
      .object({ origins: z.array(originSchema), credentials: z.boolean().optional() })
      .optional(),
  })
  .refine((options) => options.afterReset !== 'login' || options.loginUrl !== undefined, {
    path: ['afterReset'],
    error: '"login" needs "loginUrl"',
  })
  .refine(
    ({ afterReset, resultOrigins = [] }) =>
      typeof afterReset !== 'object' || resultUrlAllowed(afterReset.url, resultOrigins),
    { path: ['afterReset', 'url'], error: 'must be of an origin in "resultOrigins"' },
  )
  .refine(({ deliver, passwords }) => (deliver ?? 'link') === 'link' || passwords.deliversCodes, {
    path: ['deliver'],
    error: 'codes need "keys" in the options of PasswordService',
  })
  .superRefine((options, context) => {
    const { passwords, deliver = 'link', channels = [], languages = allLanguages } = options;
    if (deliver === 'link') return;
    for (const channel of channels.filter((name) => !passwords.codeChannels.includes(name)))
      context.addIssue({
        code: 'custom',
        path: ['channels'],
        message: `PasswordService has no channel "${channel}"`,
      });
    for (const channel of channels.filter((name) => name !== 'mail'))
      for (const texts of languages) {
        const missing = missingOfChannel(texts, channel);
        if (missing !== null)
          context.addIssue({
            code: 'custom',
            path: ['channels'],
            message: `"${channel}" needs the text "${missing}" in the language "${texts.lang}"`,
          });
      }
  });
