import type { KeyObject } from 'node:crypto';
import type { PasswordEvent } from '../events.js';
import type { PasswordHashing } from '../hashing/index.js';
import type {
  AccountId,
  CallContext,
  CodeChannel,
  CodeMail,
  Hooks,
  Limit,
  Mail,
  Policy,
  SecondFactor,
  Stores,
  Throttle,
  TicketPurpose,
} from '../ports/index.js';
import type { SignInPolicy } from './check-sign-in.js';
import type { LinkBuilder } from './links.js';
import type { Counted } from './outbox/backlog.js';

/** Every number that an operation needs, with the defaults of `options.ts` filled in. */
export interface Settings {
  readonly lifetimeSeconds: Readonly<Record<TicketPurpose, number>>;
  readonly codes: { readonly digits: number; readonly lifetimeSeconds: number };
  readonly limits: {
    readonly requestsPerClient: Limit;
    readonly mailsPerAccount: Limit;
    readonly signInsPerClient: Limit;
    readonly signInsPerIdentifier: Limit;
    readonly signInsPerIdentifierAndClient: Limit;
    readonly checksPerAccount: Limit;
    readonly secondFactorPerAccount: Limit;
    /** Wrong codes, whoever has the identifier: known or not, and however many codes are sent. */
    readonly codeTriesPerIdentifier: Limit;
    /** Wrong addresses on the page that disavows a change. */
    readonly disavowalsPerLink: Limit;
    /**
     * Notices of a change of address to one old address, besides the first three about each account
     * and one of its further moves; beyond it they are dropped, with an event.
     */
    readonly addressNoticesPerReader: Limit;
    /**
     * Notices of other changes of one account to one address, besides the first of each kind; beyond
     * it they are dropped, with an event.
     */
    readonly accountNoticesPerAccount: Limit;
    /** Changes of one account's password by who knows the current one. */
    readonly changesPerAccount: Limit;
  };
  readonly passwordless: 'link' | 'notice';
  readonly resetUnverified: boolean;
  readonly notifyUnknown: boolean;
  readonly notices: {
    readonly reset: boolean;
    readonly change: boolean;
    readonly initial: boolean;
  };
  readonly mailTimeoutSeconds: number;
  readonly maxPending: number;
}

/** An event without what every event carries; `emit` adds the rest. */
export type Told = PasswordEvent extends infer Event
  ? Event extends PasswordEvent
    ? Omit<Event, 'at' | 'realm' | 'context'>
    : never
  : never;

/** How a code goes out, and to whom. */
export interface Channel<Id extends AccountId, Extra extends object>
  extends Pick<CodeChannel<Id, Extra>, 'recipient'> {
  readonly send: (mail: CodeMail<Id, Extra>) => Promise<unknown>;
}

/** The wired parts, handed to each operation. Operations never import each other. */
export interface Core<
  Id extends AccountId = AccountId,
  Extra extends object = object,
  Tx = unknown,
> {
  readonly stores: Stores<Id, Extra, Tx>;
  /** Gives the mailer `mailTimeoutSeconds`, and rejects then. */
  readonly sendMail: (mail: Mail<Id, Extra>) => Promise<unknown>;
  /** By name; `mail` is always there, and reads the account's address. */
  readonly channels: ReadonlyMap<string, Channel<Id, Extra>>;
  /** The current key and those of before; empty where no codes are sent. */
  readonly codeKeys: readonly KeyObject[];
  readonly links: LinkBuilder;
  readonly policy: Policy;
  readonly signInPolicy: SignInPolicy | null;
  readonly hashing: PasswordHashing;
  readonly throttle: Throttle;
  readonly secondFactor: SecondFactor<Id, Extra> | undefined;
  readonly hooks: Hooks<Id, Extra, Tx>;
  readonly settings: Settings;
  readonly now: () => Date;
  readonly random: (bytes: number) => Uint8Array;
  readonly newId: () => string;
  readonly emit: (event: Told, context?: CallContext) => void;
  /** Tells once that no client address is given, so that the limits per client are off. */
  readonly noteUnknownClient: () => void;
  /** Refuses, for everyone alike, when the outbox is full. */
  readonly admitToOutbox: (kind: Counted) => Promise<void>;
  /** Notices, without being waited for, when nobody works at the outbox. */
  readonly watchOutbox: () => void;
}
