import type { Engine } from './each-engine.js';
import {
  type AppMail,
  type OpenService,
  openService,
  type ServiceOverrides,
} from './open-service.js';

/** Links for each of the mails, so that a test can tell them apart. */
export const LINKS = {
  reset: 'https://app.example/password/reset',
  invite: 'https://app.example/welcome',
  disavow: 'https://app.example/password/disavow',
} satisfies ServiceOverrides['links'];

/** A service with those links and one account. */
export async function openWith(
  engine: Engine,
  account: Parameters<OpenService['seedAccount']>[0],
  overrides: ServiceOverrides = {},
): Promise<OpenService> {
  const service = openService(engine, { links: LINKS, ...overrides });
  await service.seedAccount(account);
  return service;
}

/** The token of a notice's "this wasn't me" link; fails where the mail has none. */
export function disavowTokenIn(mail: AppMail | undefined): string {
  const disavow = mail !== undefined && 'disavow' in mail ? mail.disavow : null;
  if (disavow === null) throw new Error('There is no notice with a link to disavow.');
  const token = new URL(disavow.url).searchParams.get('token');
  if (token === null) throw new Error('The link has no token.');
  return token;
}

/** The newest notice to an address. */
export function lastNotice({ mails }: Pick<OpenService, 'mails'>, to: string): AppMail | undefined {
  return mails.findLast((mail) => mail.to === to && 'disavow' in mail);
}

/** Does what is due; resolves to the mails that this caused. */
export async function drained(service: OpenService): Promise<AppMail[]> {
  const before = service.mails.length;
  await service.passwords.drainOutbox();
  return service.mails.slice(before);
}
