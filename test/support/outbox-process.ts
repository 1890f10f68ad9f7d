import { MailDeliveryError, type Mailer, type PasswordEvent, PasswordService } from 'latchkey';
import { mailer } from 'latchkey/mail';
import { smtpTransport } from 'latchkey/nodemailer';
import { sqlStores } from 'latchkey/sql';
import { connect } from './connect.js';
import { demoMapping } from './demo-users.js';

/** Where a worker stops for good, having told that it is there: to be killed at this point. */
export type Halt = 'claimed' | 'minted' | 'accepted';

/** What the worker is started with, as JSON in its only argument. */
export interface WorkerOptions {
  readonly url: string;
  /** The instant that the process takes for now, in epoch milliseconds. */
  readonly now: number;
  /** A mail server; without one the test is asked about each mail. */
  readonly smtp?: string;
  readonly haltAt?: Halt;
  /** Waits for `go` between a claim and what comes of it. */
  readonly waitAfterClaim?: boolean;
}

/** What the test tells the worker. */
export type Order =
  | { readonly type: 'clock'; readonly now: number }
  | { readonly type: 'go' }
  | { readonly type: 'answer'; readonly mail: number; readonly as: 'accepted' | 'failed' };

/** What the worker tells the test. */
export type Report =
  | { readonly type: 'ready' }
  | { readonly type: 'claimed'; readonly kinds: readonly string[] }
  | { readonly type: 'halted'; readonly at: Halt }
  | { readonly type: 'mail'; readonly mail: number; readonly to: string; readonly url: string }
  /** It has heard that it shall stop. */
  | { readonly type: 'stopping' }
  | { readonly type: 'event'; readonly event: PasswordEvent['type']; readonly cause?: string };

const options = JSON.parse(process.argv[2] ?? '{}') as WorkerOptions;
let now = options.now;
const asked = new Map<number, (as: 'accepted' | 'failed') => void>();
let go: () => void = () => {};
const gone = new Promise<void>((resolve) => {
  go = resolve;
});
const forever = new Promise<never>(() => {});
const tell = (report: Report) => process.send?.(report);

process.on('message', (order: Order) => {
  if (order.type === 'clock') now = order.now;
  if (order.type === 'go') go();
  if (order.type === 'answer') asked.get(order.mail)?.(order.as);
});

async function halt(at: Halt): Promise<void> {
  if (options.haltAt !== at) return;
  tell({ type: 'halted', at });
  await forever;
}

const overSmtp =
  options.smtp === undefined
    ? null
    : mailer({
        transport: smtpTransport(options.smtp),
        from: { name: 'Acme', address: 'no-reply@acme.example' },
        product: { name: 'Acme', url: 'https://acme.example' },
      });

/** Asks the test what becomes of the mail. */
const askTheTest: Mailer<string, object> = async (mail) => {
  const number = asked.size;
  const answer = new Promise<'accepted' | 'failed'>((resolve) => asked.set(number, resolve));
  tell({ type: 'mail', mail: number, to: mail.to, url: 'url' in mail ? mail.url : '' });
  if ((await answer) === 'failed') throw new MailDeliveryError('not now', { permanent: false });
};

const db = await connect(options.url);
const stores = sqlStores(db, { users: demoMapping });
const service = new PasswordService({
  stores: {
    ...stores,
    outbox: {
      ...stores.outbox,
      async claim(claim) {
        const entries = await stores.outbox.claim(claim);
        if (entries.length === 0) return entries;
        tell({ type: 'claimed', kinds: entries.map(({ kind }) => kind) });
        await halt('claimed');
        if (options.waitAfterClaim === true) await gone;
        return entries;
      },
    },
  },
  mailer: async (mail, call) => {
    await halt('minted');
    if (overSmtp === null) await askTheTest(mail, call);
    else await overSmtp.send(mail, call);
    await halt('accepted');
  },
  links: { reset: 'https://app.example/password/reset' },
  outbox: 'external',
  clock: () => new Date(now),
  onEvent: (event) =>
    tell({
      type: 'event',
      event: event.type,
      ...('cause' in event ? { cause: event.cause } : {}),
    }),
});

const stop = new AbortController();
process.once('SIGTERM', () => {
  stop.abort();
  tell({ type: 'stopping' });
});
tell({ type: 'ready' });
await service.runOutbox({ signal: stop.signal });
await service.close();
await overSmtp?.close();
await db.destroy();
process.disconnect();
