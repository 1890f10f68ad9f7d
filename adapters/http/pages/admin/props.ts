import type {
  ChangeReason,
  ChangeRequirement,
  RuleDescription,
  SessionsOutcome,
  TicketPurpose,
  TicketRecord,
} from 'latchkey';
import type { FieldFault } from '../faults.js';

/** What an administrator can do with an account, and where the form of it is posted. */
export const ADMIN_PATHS = {
  setPassword: '/set-password',
  requireChange: '/require-change',
  sendReset: '/send-reset',
  sendInvitation: '/invite',
  ticketLink: '/ticket',
  revokeTickets: '/revoke-tickets',
  lock: '/lock',
  unlock: '/unlock',
  endDispute: '/end-dispute',
  endSessions: '/end-sessions',
} as const;

export type AdminAction = keyof typeof ADMIN_PATHS;

/** The reasons that an administrator may require a change for; a lock is an action of its own. */
export type RequiredReason = ChangeRequirement | 'breached';

/** An account as an administrator sees it. */
export interface ShownAccount {
  /** The account's id as text. */
  readonly accountKey: string;
  readonly email: string | null;
  readonly emailVerified: boolean;
  readonly enabled: boolean;
  readonly identityProvider: string | null;
  readonly hasPassword: boolean;
  readonly displayName: string | null;
  readonly passwordChangedAt: Date | null;
  readonly changeRequired: ChangeReason | null;
  /** Which password and which lock this is about; both raise it. */
  readonly credentialsVersion: number;
}

/** A link or a code that would open the account now; nothing here opens it. */
export interface ShownTicket {
  readonly ticketId: string;
  readonly purpose: Exclude<TicketPurpose, 'disavow'>;
  readonly delivery: TicketRecord['delivery'];
  readonly address: string | null;
  readonly issuedAt: Date;
  readonly expiresAt: Date;
}

/** What was done, and what came of it. */
export type AdminOutcome =
  | { readonly action: 'setPassword' | 'lock' | 'endDispute'; readonly sessions: SessionsOutcome }
  | { readonly action: 'requireChange' | 'sendReset' | 'sendInvitation' | 'unlock' }
  /** The link is a secret: it is shown in this one answer and kept nowhere. */
  | { readonly action: 'ticketLink'; readonly url: string; readonly expiresAt: Date }
  | { readonly action: 'revokeTickets' | 'endSessions'; readonly revoked: number };

/** The page of one account: its data, and a form for each action. */
export interface AdminAccountProps {
  readonly step: 'account';
  readonly account: ShownAccount;
  /** The open ones, newest first. */
  readonly tickets: readonly ShownTicket[];
  /** For password managers to find the administrator's own password by. */
  readonly adminEmail: string | null;
  /** What can be done with this account; the others are not offered. */
  readonly actions: readonly AdminAction[];
  readonly rules: readonly RuleDescription[];
  /** The action that was refused; its form stands open, with what was chosen in it. */
  readonly refused: { readonly action: AdminAction; readonly chosen: Chosen } | null;
  readonly faults: readonly FieldFault[];
  readonly outcome: AdminOutcome | null;
}

/** The choices of a refused form, by the names of its fields. Passwords are none of them. */
export type Chosen = Readonly<
  Partial<Record<'mustChange' | 'notify' | 'reason' | 'ticketId', string>>
>;

export type AdminProps =
  | {
      readonly step: 'find';
      /** What was typed, where nothing was found. */
      readonly identifier: string;
      readonly faults: readonly FieldFault[];
    }
  /** Several accounts match what was typed. */
  | { readonly step: 'choose'; readonly accounts: readonly ShownAccount[] }
  | AdminAccountProps;

/** The id of an action's own field for the administrator's password. */
export function yourPasswordId(action: AdminAction): string {
  return `${ADMIN_PATHS[action].slice(1)}-your-password`;
}
