import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { isManagement } from './paths.js';

/** Why a request is refused; which API was asked decides how it is said. */
export interface Fault {
  readonly status: ContentfulStatusCode;
  readonly message: string;
  /** `error` of the Authentication API, `errorCode` of the Management API. */
  readonly code?: string | undefined;
  readonly retryAfterSeconds?: number | undefined;
  /** Further members of a Management API error. */
  readonly details?: Readonly<Record<string, unknown>> | undefined;
}

export interface Faulty {
  readonly ok: false;
  readonly fault: Fault;
}

export function faulty(fault: Fault): Faulty {
  return { ok: false, fault };
}

const REASON_PHRASE: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  413: 'Payload Too Large',
  415: 'Unsupported Media Type',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
};

/**
 * Answers a refusal as the official clients read it: `{error, error_description}` from the
 * Authentication API, `{statusCode, error, message, errorCode?}` from the Management API.
 */
export function refuse(c: Context, fault: Fault): Response {
  const { status, message, code, retryAfterSeconds, details } = fault;
  if (retryAfterSeconds !== undefined) c.header('Retry-After', String(wholeSeconds(fault)));
  if (!isManagement(c.req.path))
    return c.json({ error: code ?? 'invalid_request', error_description: message }, status);
  if (status === 401) c.header('WWW-Authenticate', 'Bearer error="invalid_token"');
  const error = REASON_PHRASE[status] ?? 'Error';
  const errorCode = code === undefined ? {} : { errorCode: code };
  return c.json({ statusCode: status, error, message, ...errorCode, ...details }, status);
}

function wholeSeconds({ retryAfterSeconds = 0 }: Fault): number {
  return Math.max(1, Math.ceil(retryAfterSeconds));
}
