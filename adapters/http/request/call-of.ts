import type { HonoRequest } from 'hono';
import type { Call } from 'latchkey';
import type { Bindings } from '../environment.js';
import type { PagesOptions } from '../pages-options.js';
import { wantedLanguages } from './languages.js';

const MAX_USER_AGENT = 256;

/**
 * What an operation may know of a request. The address comes from the host, never from here, and
 * so do the words for place and device.
 */
export function callOf<Native>(
  c: { readonly req: HonoRequest; readonly env: Bindings<Native> },
  options: Pick<PagesOptions<Native>, 'clientAddress' | 'clientDetails'>,
): Call {
  const { native } = c.env;
  const { place, device } = options.clientDetails?.(native) ?? {};
  return {
    signal: c.req.raw.signal,
    context: {
      ip: options.clientAddress?.(native),
      userAgent: c.req.header('user-agent')?.slice(0, MAX_USER_AGENT),
      place,
      device,
      locale: wantedLanguages(c.req)[0],
    },
  };
}
