import { type KeyObject, randomBytes } from 'node:crypto';
import { customRandom, urlAlphabet } from 'nanoid';
import type { PasswordEvent } from '../events.js';
import type { PasswordHashing } from '../hashing/index.js';
import type {
  AccountId,
  CallContext,
  CodeChannel,
  Hooks,
  Mailer,
  MailerCall,
  Policy,
  SecondFactor,
  Stores,
  Throttle,
} from '../ports/index.js';
import type { SignInPolicy } from './check-sign-in.js';
import type { Core, Settings, Told } from './core.js';
import { createLinkBuilder, type LinkOptions } from './links.js';
import { Backlog } from './outbox/backlog.js';
import { warnOperator } from './warn-operator.js';
import { withTimeout } from './with-timeout.js';

const ID_LENGTH = 21;

/** Wires the parts that every operation works with. */
export function createCore<Id extends AccountId, Extra extends object, Tx>(parts: {
  readonly stores: Stores<Id, Extra, Tx>;
  readonly mailer: Mailer<Id, Extra>;
  readonly channels: Readonly<Record<string, CodeChannel<Id, Extra>>>;
  readonly codeKeys: readonly KeyObject[];
  readonly links: LinkOptions;
  readonly policy: Policy;
  readonly signInPolicy: SignInPolicy | null;
  readonly hashing: PasswordHashing;
  readonly throttle: Throttle;
  readonly secondFactor: SecondFactor<Id, Extra> | undefined;
  readonly hooks: Hooks<Id, Extra, Tx>;
  readonly settings: Settings;
  readonly onEvent: ((event: PasswordEvent) => unknown) | undefined;
  readonly clock: (() => Date) | undefined;
  readonly random: ((bytes: number) => Uint8Array) | undefined;
}): Core<Id, Extra, Tx> {
  const { stores, mailer, settings, onEvent } = parts;
  const now = parts.clock ?? (() => new Date());
  const random = parts.random ?? randomBytes;

  const listen = onEvent ?? warnOperator;
  const emit = (told: Told, context: CallContext = {}) => {
    const event = { ...told, at: now(), realm: stores.realm, context } as PasswordEvent;
    // A listener is the application's, async or not: its fault must not fail a reset that has
    // happened, let alone end the process.
    try {
      Promise.resolve(listen(event)).catch(() => {});
    } catch {}
  };
  let toldUnknownClient = false;
  const backlog = new Backlog({
    outbox: stores.outbox,
    maxPending: settings.maxPending,
    now,
    emit,
  });

  const sendMail = senderOf(mailer, settings);
  return {
    stores,
    sendMail,
    channels: new Map([
      ['mail', { send: sendMail, recipient: (account) => account.email }],
      ...Object.entries(parts.channels).map(
        ([name, channel]) =>
          [
            name,
            { send: senderOf(channel.mailer, settings), recipient: channel.recipient },
          ] as const,
      ),
    ]),
    codeKeys: parts.codeKeys,
    links: createLinkBuilder(parts.links),
    policy: parts.policy,
    signInPolicy: parts.signInPolicy,
    hashing: parts.hashing,
    throttle: parts.throttle,
    secondFactor: parts.secondFactor,
    hooks: parts.hooks,
    settings,
    now,
    random,
    newId: customRandom(urlAlphabet, ID_LENGTH, (bytes) => random(bytes)),
    emit,
    noteUnknownClient: () => {
      if (toldUnknownClient) return;
      toldUnknownClient = true;
      emit({ type: 'throttle.client_unknown' });
    },
    admitToOutbox: (kind) => backlog.admit(kind),
    watchOutbox: () => backlog.watch(),
  };
}

/**
 * A mailer may be a function or an object; a throw of either is a rejection, and so is the end of
 * its time.
 */
function senderOf<Sent>(
  mailer:
    | ((mail: Sent, call: MailerCall) => Promise<unknown>)
    | { send(mail: Sent, call: MailerCall): Promise<unknown> },
  { mailTimeoutSeconds }: Settings,
): (mail: Sent) => Promise<unknown> {
  return (mail) =>
    withTimeout(mailTimeoutSeconds, async (signal) =>
      typeof mailer === 'function' ? mailer(mail, { signal }) : mailer.send(mail, { signal }),
    );
}
