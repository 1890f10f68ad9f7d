import type { NoticedChange, Ticket, TicketCode, TicketPurpose, TicketState } from 'latchkey';
import { damagedError } from '../errors.js';
import { millisecondsOf, requireVersion } from '../values.js';

/*
 * A ticket is one line: what scripts read or write comes first, word by word, and the rest as JSON
 * that they carry along unread. So no script has to write JSON, which Redis' own library does with
 * losses (numbers of 14 digits, no lone surrogates).
 *
 *   <state> <proof> <purpose> <version> <issuedAt> <expiresAt> <entry> [<tries>.<code> ]<json>
 *
 * A ticket without a code, or that no notice is of, is written as it was before there was either, so
 * that processes of the release before go on reading it.
 */

const STATES: readonly string[] = [
  'candidate',
  'live',
  'spent',
  'superseded',
] satisfies TicketState[];
const PURPOSES: readonly string[] = [
  'reset',
  'administrative',
  'invite',
  'forced_change',
  'disavow',
] satisfies TicketPurpose[];

/** What no script looks at. */
interface Rest {
  readonly lookup: string;
  readonly accountKey: string;
  readonly address: string | null;
  readonly resultUrl: string | null;
  readonly includeEmailInRedirect: boolean;
  readonly clientState: string | null;
  readonly markEmailVerified: boolean;
  readonly noticed?: { readonly change: NoticedChange['change']; readonly changedAt: number };
}

export function encodeTicket(ticket: Ticket, lookup: string): string {
  requireVersion(ticket.credentialsVersion);
  const rest: Rest = {
    lookup,
    accountKey: ticket.accountKey,
    address: ticket.address,
    resultUrl: ticket.resultUrl,
    includeEmailInRedirect: ticket.includeEmailInRedirect,
    clientState: ticket.clientState,
    markEmailVerified: ticket.markEmailVerified,
    ...encodeNoticed(ticket.noticed),
  };
  return [
    ticket.state,
    encodeProof(ticket.secondFactorProof),
    ticket.purpose,
    ticket.credentialsVersion,
    millisecondsOf('issuedAt', ticket.issuedAt),
    millisecondsOf('expiresAt', ticket.expiresAt),
    encodeEntry(ticket.entryId),
    ...(ticket.code === null ? [] : [encodeCode(ticket.code)]),
    JSON.stringify(rest),
  ].join(' ');
}

/** The look-up of a line that no digest leads to. */
const NO_LOOKUP = '';

/**
 * What stands in the place of a ticket that was never stored, so that it never is. A line like any
 * other, and spent, which no script and no process of the release before undoes.
 */
export function tombstoneFor(ticket: Ticket): string {
  const nobodys = { accountKey: '', address: null, resultUrl: null, clientState: null };
  const bare = { entryId: null, secondFactorProof: null, code: null, noticed: null };
  return encodeTicket({ ...ticket, ...nobodys, ...bare, state: 'spent' }, NO_LOOKUP);
}

export const isTombstone = (line: string) => lookupOf(line) === NO_LOOKUP;

/** One word, whatever the id is. */
export const encodeEntry = (entryId: string | null) =>
  entryId === null ? '-' : `=${Buffer.from(entryId).toString('base64url')}`;

export const encodeProof = (proof: Ticket['secondFactorProof']) =>
  proof === null
    ? '-'
    : `${Buffer.from(proof.digest).toString('base64url')}.${millisecondsOf('provenAt', proof.provenAt)}`;

const encodeCode = ({ digest, tries }: TicketCode) =>
  `${tries}.${Buffer.from(digest).toString('base64url')}`;

const encodeNoticed = (noticed: Ticket['noticed']): Pick<Rest, 'noticed'> =>
  noticed === null
    ? {}
    : {
        noticed: {
          change: noticed.change,
          changedAt: millisecondsOf('changedAt', noticed.changedAt),
        },
      };

/**
 * Reads a line back; `null` where it is another digest's.
 *
 * @throws LatchkeyError `ERR_STORE` where it is none of ours: a state that nobody knows must not
 *   pass for an open one
 */
export function decodeTicket(
  line: string,
  of: { readonly id: string; readonly realm: string; readonly lookup: string },
): Ticket | null {
  const words =
    /^(\S+) (\S+) (\S+) (\d+) (-?\d+) (-?\d+) (\S+) (?:(\d+)\.([\w-]{43}) )?(\{.*\})$/s.exec(line);
  const [
    ,
    state = '',
    proof = '',
    purpose = '',
    version,
    issuedAt,
    expiresAt,
    entry = '',
    tries,
    code,
    json = '',
  ] = words ?? [];
  const rest = parseRest(json);
  if (rest === null || !STATES.includes(state) || !PURPOSES.includes(purpose))
    throw damagedError('A ticket');
  if (rest.lookup !== of.lookup) return null;
  const { lookup: _, noticed, ...columns } = rest;
  return {
    id: of.id,
    realm: of.realm,
    purpose: purpose as TicketPurpose,
    credentialsVersion: Number(version),
    state: state as TicketState,
    issuedAt: new Date(Number(issuedAt)),
    expiresAt: new Date(Number(expiresAt)),
    entryId: entry === '-' ? null : Buffer.from(entry.slice(1), 'base64url').toString(),
    secondFactorProof: decodeProof(proof),
    code:
      code === undefined
        ? null
        : { digest: new Uint8Array(Buffer.from(code, 'base64url')), tries: Number(tries) },
    noticed: decodeNoticed(noticed),
    ...columns,
  };
}

/** The look-up that leads to a line; `null` where the line is none of ours. */
export function lookupOf(line: string): string | null {
  const lookup = parseRest(line.slice(line.indexOf('{')))?.lookup;
  return typeof lookup === 'string' ? lookup : null;
}

function decodeProof(word: string): Ticket['secondFactorProof'] {
  if (word === '-') return null;
  const [digest = '', provenAt = ''] = word.split('.');
  return {
    digest: new Uint8Array(Buffer.from(digest, 'base64url')),
    provenAt: new Date(Number(provenAt)),
  };
}

/** A ticket of the release before has none. */
function decodeNoticed(noticed: Rest['noticed']): Ticket['noticed'] {
  if (noticed === undefined) return null;
  if (typeof noticed?.change !== 'string' || !Number.isSafeInteger(noticed.changedAt))
    throw damagedError('A ticket');
  return { change: noticed.change, changedAt: new Date(noticed.changedAt) };
}

function parseRest(json: string): Rest | null {
  try {
    const parsed: unknown = JSON.parse(json);
    return typeof parsed === 'object' ? (parsed as Rest | null) : null;
  } catch {
    return null;
  }
}
