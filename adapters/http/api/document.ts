import * as z from 'zod';
import { statusOf } from '../respond.js';
import { ENDPOINTS, type Endpoint } from './endpoints.js';
import * as schemas from './schemas.js';

/** Reasons that any route with a body may answer, whatever it does. */
const ALWAYS = [
  'invalid_input',
  'origin_refused',
  'body_too_large',
  'unsupported_media_type',
  'internal_error',
  'unavailable',
];

const REASON_SCHEMA: Readonly<Record<string, string>> = {
  invalid_input: 'InvalidInput',
  throttled: 'Throttled',
  unavailable: 'Unavailable',
  denied: 'Denied',
  second_factor_required: 'SecondFactorRequired',
  policy_violation: 'PolicyViolation',
};

const STATUS_MEANING: Readonly<Record<number, string>> = {
  400: 'The request cannot be read, the token never was one, or the code is not right.',
  401: 'Nobody is signed in.',
  403: 'Refused.',
  409: 'The account is not in a state for this.',
  410: 'The link is dead.',
  413: 'The body is larger than 16 KiB.',
  415: 'The body is neither JSON nor a form.',
  422: 'The new password breaks rules; all of them are listed.',
  429: 'Too many tries: see Retry-After.',
  500: "The server's fault.",
  503: 'Try again: see Retry-After.',
};

/** Makes the OpenAPI 3.1 document of the JSON API, out of the schemas that requests are read by. */
export function openApiDocument(about: {
  readonly title: string;
  readonly publicUrl: string;
  /** Whether the host says who is signed in, and whether it says how freshly. */
  readonly signedInRoutes: readonly string[];
  /** Whether codes are offered beside links, or in their place. */
  readonly codes: boolean;
}): object {
  const names = z.registry<{ id: string }>();
  for (const [key, schema] of Object.entries(schemas)) names.add(schema, { id: pascal(key) });
  const components = z.toJSONSchema(names, {
    uri: (id) => `#/components/schemas/${id}`,
    io: 'input',
    unrepresentable: 'throw',
  }).schemas;
  for (const schema of Object.values(components)) {
    delete schema.$schema;
    delete schema.$id;
  }
  const offered = ENDPOINTS.filter(
    ({ signedIn, ofCodes, path }) =>
      (signedIn !== true || about.signedInRoutes.includes(path)) &&
      (ofCodes !== true || about.codes),
  );
  return {
    openapi: '3.1.1',
    info: {
      title: about.title,
      version: '1',
      description:
        'Forgot, reset and change of a password. Every refusal is `{ok: false, reason}`; switch on `reason`.',
    },
    servers: [{ url: about.publicUrl }],
    paths: Object.fromEntries(
      offered.map((endpoint) => [endpoint.path, { [endpoint.method]: operation(endpoint) }]),
    ),
    components: { schemas: components },
  };
}

function operation(endpoint: Endpoint): object {
  const { operationId, summary, description, body, answer } = endpoint;
  const refusals = [
    ...ALWAYS,
    ...(endpoint.signedIn === true ? ['not_signed_in'] : []),
    ...endpoint.refusals,
  ];
  const byStatus = new Map<number, string[]>();
  for (const reason of refusals) {
    const status = statusOf(reason);
    byStatus.set(status, [...(byStatus.get(status) ?? []), reason]);
  }
  const responses = [...byStatus].map(([status, reasons]) => [
    status,
    { description: describe(status, reasons), ...content(schemaOf(reasons)) },
  ]);
  return {
    operationId,
    summary,
    description,
    ...(body === undefined ? {} : { requestBody: { required: true, ...content(reference(body)) } }),
    responses: {
      200: { description: 'Done.', ...content(reference(answer)) },
      ...Object.fromEntries(responses),
    },
  };
}

const content = (schema: object) => ({ content: { 'application/json': { schema } } });

function describe(status: number, reasons: readonly string[]): string {
  return `${STATUS_MEANING[status] ?? 'Refused.'} Reasons: ${reasons.map((reason) => `\`${reason}\``).join(', ')}.`;
}

function schemaOf(reasons: readonly string[]): object {
  const names = new Set(reasons.map((reason) => REASON_SCHEMA[reason] ?? 'Refusal'));
  const references = [...names].map((name) => ({ $ref: `#/components/schemas/${name}` }));
  return references.length === 1 ? (references[0] ?? {}) : { oneOf: references };
}

function reference(schema: z.ZodType): object {
  const found = Object.entries(schemas).find(([, each]) => each === schema);
  if (found === undefined) throw new Error('A schema of an endpoint has no name.');
  return { $ref: `#/components/schemas/${pascal(found[0])}` };
}

function pascal(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
