import { type ShownMail, startDemo } from '../../support/start-demo.js';
import type { Running } from './running.js';

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
    recipients: async () => {
      const mails = (await (await fetch(`${demo.origin}/mailbox.json`)).json()) as ShownMail[];
      return mails.map(({ to }) => to);
    },
    close: demo.stop,
  };
}
