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

const deliver = z.enum(['link', 'code'], { error: 'invalid_value' }).meta({
  description: 'A link, or a code to type in; what the application offers of the two.',
});
const channel = text(64).meta({
  description: 'How the code goes out, where the application offers another way than mail.',
  examples: ['sms'],
});
const flowId = text(64).meta({
  description: 'From `/forgot`, where a code was asked for. Keep it where the code is typed in.',
});
const mailedCode = text(64).meta({
  description: 'The code as typed: spaces, dashes and digits of other scripts are understood.',
  examples: ['1234 5678'],
});
const address = text(318).meta({ description: 'The address that the notice went to, as typed.' });

export const forgotBody = z.object({
  identifier,
  state: state.optional(),
  deliver: deliver.optional(),
  channel: channel.optional(),
});
export const codeBody = z.object({ flowId, code: mailedCode });
export const inspectBody = z.object({ token, secondFactorProof: secondFactorProof.optional() });
export const secondFactorBody = z.object({ token, method, code });
export const resetByTokenBody = z.object({
  token,
  newPassword: password,
  secondFactorProof: secondFactorProof.optional(),
});
export const resetByCodeBody = codeBody.extend({ newPassword: password });
export const resetBody = z.union([resetByTokenBody, resetByCodeBody]);
export const changeBody = z.object({ currentPassword: password, newPassword: password });
export const initialBody = z.object({ newPassword: password });
export const disavowalInspectBody = z.object({ token });
export const disavowBody = z.object({ token, address });

/** A rule of the policy, as a hint for a form. */
export const rule = z.object({
  code: z.string().meta({ examples: ['length'] }),
  params: z.record(z.string(), z.unknown()).meta({ examples: [{ min: 15, max: 128 }] }),
  message: z.string().meta({ description: 'In English; the code is what to translate by.' }),
});

export const done = z.object({ ok: z.literal(true) });

export const requested = done.extend({
  flowId: z
    .string()
    .optional()
    .meta({ description: 'Where a code was asked for; the same kind of text for everyone.' }),
});

const purpose = z.enum(['reset', 'administrative', 'invite', 'forced_change']);

export const exchanged = done.extend({
  token: z.string().meta({ description: 'Opens what a mailed link would.' }),
  expiresAt: z.iso.datetime(),
  purpose,
});

export const inspected = done.extend({
  purpose,
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

export const disavowalInspected = done.extend({ expiresAt: z.iso.datetime() });

export const disavowed = done.extend({
  linkFollows: z.boolean().meta({
    description: 'Whether a link to choose a new password is mailed; if not, support has to help.',
  }),
});

const refusalOf = <Reasons extends readonly [string, ...string[]]>(...reasons: Reasons) =>
  z.object({ ok: z.literal(false), reason: z.enum(reasons) });

export const refusal = refusalOf(
  'token_invalid',
  'token_expired',
  'token_used',
  'token_superseded',
  'code_invalid',
  'address_mismatch',
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
