import { createHash, timingSafeEqual } from 'node:crypto';
import type { SecondFactorProof, Ticket } from '../ports/index.js';
import { createToken } from '../tickets/index.js';

/** Long enough to think of a password. */
export const PROOF_SECONDS = 15 * 60;

/** Makes the secret that stands for a shown factor, and what the ticket keeps of it. */
export function createProof(
  ticketId: string,
  source: { readonly now: Date; readonly random: (bytes: number) => Uint8Array },
): { readonly secret: string; readonly proof: SecondFactorProof } {
  const secret = createToken(source.random);
  return { secret, proof: { digest: digestOf(ticketId, secret), provenAt: source.now } };
}

/** Whether the secret stands for a factor that was shown for this very ticket, not long ago. */
export function isProven(ticket: Ticket, secret: string | null, now: Date): boolean {
  const proof = ticket.secondFactorProof;
  if (proof === null || secret === null) return false;
  const age = now.getTime() - proof.provenAt.getTime();
  if (!(age < PROOF_SECONDS * 1000)) return false;
  const shown = digestOf(ticket.id, secret);
  return shown.byteLength === proof.digest.byteLength && timingSafeEqual(shown, proof.digest);
}

function digestOf(ticketId: string, secret: string): Uint8Array {
  return createHash('sha256').update(`latchkey proof\0${ticketId}\0${secret}`).digest();
}
