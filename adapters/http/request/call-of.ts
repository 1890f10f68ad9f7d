import type { HonoRequest } from 'hono';
import type { Call } from 'latchkey';

const MAX_USER_AGENT = 256;

/** What an operation may know of a request. The address comes from the host, never from here. */
export function callOf(request: HonoRequest, ip: string | undefined): Call {
  return {
    signal: request.raw.signal,
    context: {
      ip,
      userAgent: request.header('user-agent')?.slice(0, MAX_USER_AGENT),
      locale: firstLanguage(request.header('accept-language')),
    },
  };
}

/** Browsers list languages by preference, so the first one is the person's. */
function firstLanguage(header: string | undefined): string | undefined {
  const tag = header?.slice(0, MAX_USER_AGENT).split(/[,;]/, 1)[0]?.trim();
  return tag !== undefined && /^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*$/.test(tag) ? tag : undefined;
}
