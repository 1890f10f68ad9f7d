import * as z from 'zod';
import { password, text } from './text.js';

/**
 * The bodies and answers of the JSON API, once: requests are read by these schemas, and the
 * OpenAPI document is made of them.
 */

const identifier = text(318).meta({
  description: 'The e-mail address as typed.',
  examples: ['alice@example.com'],
});
const state = text(1024).meta({
  description: "The client's own text; it comes back untouched when the link is redeemed.",
});
const token = text(43).meta({
  description: 'The secret of a mailed link: 43 characters of base64url.',
});
const method = text(64).meta({ examples: ['totp', 'recovery_code'] });
const code = text(128).meta({ description: 'The code as typed.', examples: ['123456'] });
const secondFactorProof = text(43).meta({
  description:
    'From `/reset/second-factor`: stands for the code for 15 minutes, with this token only.',
});

export const forgotBody = z.object({ identifier, state: state.optional() });
export const inspectBody = z.object({ token, secondFactorProof: secondFactorProof.optional() });
export const secondFactorBody = z.object({ token, method, code });
export const resetBody = z.object({
  token,
  newPassword: password,
  secondFactorProof: secondFactorProof.optional(),
});
export const changeBody = z.object({ currentPassword: password, newPassword: password });
export const initialBody = z.object({ newPassword: password });

/** A rule of the policy, as a hint for a form. */
export const rule = z.object({
  code: z.string().meta({ examples: ['length'] }),
  params: z.record(z.string(), z.unknown()).meta({ examples: [{ min: 15, max: 128 }] }),
  message: z.string().meta({ description: 'In English; the code is what to translate by.' }),
});

export const done = z.object({ ok: z.literal(true) });

export const inspected = done.extend({
  purpose: z.enum(['reset', 'administrative', 'invite', 'forced_change']),
  expiresAt: z.iso.datetime(),
  email: z.string().nullable(),
  hasPassword: z.boolean(),
  secondFactor: z.object({ methods: z.array(z.string()), passed: z.boolean() }).nullable(),
  policy: z.array(rule),
});

export const factorShown = done.extend({
  secondFactorProof: z.string(),
  expiresAt: z.iso.datetime(),
});

export const passwordReset = done.extend({
  resultUrl: z
    .url()
    .optional()
    .meta({ description: 'Where to send the person; always of a configured origin.' }),
  state: z.string().optional(),
});

const refusalOf = <Reasons extends readonly [string, ...string[]]>(...reasons: Reasons) =>
  z.object({ ok: z.literal(false), reason: z.enum(reasons) });

export const refusal = refusalOf(
  'token_invalid',
  'token_expired',
  'token_used',
  'token_superseded',
  'second_factor_invalid',
  'not_signed_in',
  'not_fresh',
  'wrong_password',
  'reset_required',
  'no_password',
  'has_password',
  'account_not_found',
  'account_disabled',
  'identity_provider_account',
  'changed_meanwhile',
  'origin_refused',
  'not_found',
  'method_not_allowed',
  'body_too_large',
  'unsupported_media_type',
  'internal_error',
);

export const invalidInput = refusalOf('invalid_input').extend({
  issues: z.array(z.object({ path: z.string(), code: z.string() })),
});
export const throttled = refusalOf('throttled').extend({ retryAfterSeconds: z.number() });
export const unavailable = refusalOf('unavailable').extend({ retryAfterSeconds: z.number() });
export const denied = refusalOf('denied').extend({
  code: z.string().meta({ description: "The application's own reason." }),
});
export const secondFactorRequired = refusalOf('second_factor_required').extend({
  methods: z.array(z.string()),
});
export const policyViolation = refusalOf('policy_violation').extend({
  violations: z.array(rule),
});
