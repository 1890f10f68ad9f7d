import type { HonoRequest } from 'hono';
import type { Call } from 'latchkey';
import { wantedLanguages } from './languages.js';

const MAX_USER_AGENT = 256;

/** What an operation may know of a request. The address comes from the host, never from here. */
export function callOf(request: HonoRequest, ip: string | undefined): Call {
  return {
    signal: request.raw.signal,
    context: {
      ip,
      userAgent: request.header('user-agent')?.slice(0, MAX_USER_AGENT),
      locale: wantedLanguages(request)[0],
    },
  };
}
