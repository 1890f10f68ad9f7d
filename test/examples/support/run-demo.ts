import { type ShownMail, startDemo } from '../../support/start-demo.js';
import { OLD_PASSWORD, type Running } from './running.js';

/** Starts the demo as `npm run demo` does, for the scenario of the other examples. */
export async function runDemo(): Promise<Running> {
  const demo = await startDemo({ DEMO_ACCOUNTS: '40', DEMO_THROTTLE: 'off' });
  let used = 0;
  return {
    base: demo.origin,
    publicUrl: `${demo.origin}/password`,
    frontendOrigin: demo.origin,
    linkOrigin: demo.origin,
    person: () => {
      used += 1;
      return `user${used}@example.com`;
    },
    newestLink: demo.newestLink,
    requireChange: (email) => requireChange(demo.origin, email),
    recipients: async () => {
      const mails = (await (await fetch(`${demo.origin}/mailbox.json`)).json()) as ShownMail[];
      return mails.map(({ to }) => to);
    },
    close: demo.stop,
  };
}

/** As the administrator does it, on the demo's own page for that. */
async function requireChange(origin: string, email: string): Promise<void> {
  const post = (path: string, body: object, cookie = '') =>
    fetch(`${origin}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie },
      body: JSON.stringify(body),
    });
  const signedIn = await post('/login', { email: 'admin@example.com', password: OLD_PASSWORD });
  const [cookie = ''] = signedIn.headers.getSetCookie();
  const answer = await post(
    '/admin/password/require-change',
    {
      accountKey: email.split('@')[0],
      reason: 'expired',
      yourPassword: OLD_PASSWORD,
    },
    cookie.split(';')[0],
  );
  if (answer.status !== 200) throw new Error(`No change was required: ${answer.status}.`);
}
