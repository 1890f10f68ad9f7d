import * as z from 'zod';
import { originSchema } from '../pages-options.js';
import { SCOPES } from './scopes.js';

const origins = z.array(originSchema).optional();
const limit = z.strictObject({ points: z.int().positive(), windowSeconds: z.int().positive() });
const fn = z.instanceof(Function).optional();
const methods = (...names: string[]) =>
  z.custom<object>(
    (value) =>
      names.every((name) => typeof (value as Record<string, unknown>)?.[name] === 'function'),
    `must have ${names.join(', ')}`,
  );
const isUnique = (values: readonly string[]) => new Set(values).size === values.length;

/** Whatever is not known is refused: a mistyped option would leave a door as it is. */
export const auth0OptionsSchema = z
  .strictObject({
    publicUrl: z.url({ protocol: /^https?$/ }),
    connections: z
      .record(
        z.string().min(1),
        z.strictObject({
          passwords: methods('requestReset', 'findAccounts', 'issueTicket', 'adminSetPassword'),
          id: z
            .string()
            .regex(/^con_[A-Za-z0-9]{16}$/, 'must be con_ and 16 letters or digits')
            .optional(),
          link: z.string().min(1).optional(),
        }),
      )
      .refine((all) => Object.keys(all).length > 0, 'must name one connection at least')
      .refine(
        (all) => isUnique(Object.values(all).flatMap(({ id }) => id ?? [])),
        'must have different ids',
      ),
    clients: z
      .array(
        z.strictObject({
          clientId: z.string().min(1),
          clientSecret: z.string().min(1),
          scopes: z.array(z.enum(SCOPES)).optional(),
        }),
      )
      .refine((all) => isUnique(all.map(({ clientId }) => clientId)), 'must have different ids')
      .optional(),
    bearerTokens: z.array(z.string().min(1)).optional(),
    authorize: fn,
    audiences: z.array(z.string().min(1)).min(1).optional(),
    applications: z.array(z.string().min(1)).optional(),
    allowedOrigins: origins,
    resultOrigins: origins,
    userIds: methods('userIdOf', 'accountIdOf').optional(),
    limits: z
      .strictObject({ resets: limit, failedAuthentications: limit, management: limit })
      .partial()
      .optional(),
    throttle: methods('consume', 'refund').optional(),
    clientAddress: fn,
    clientDetails: fn,
    onError: fn,
    timeoutSeconds: z.number().positive().max(600).optional(),
    clock: fn,
  })
  .refine(
    ({ authorize, clients, bearerTokens }) =>
      authorize === undefined || (clients === undefined && bearerTokens === undefined),
    { path: ['authorize'], error: 'stands in place of clients and bearerTokens' },
  );
