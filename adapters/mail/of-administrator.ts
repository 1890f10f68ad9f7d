import type { Mail } from 'latchkey';

/** Whether somebody else has caused a mail: her address and time tell its reader nothing. */
export function isOfAdministrator(mail: Mail): boolean {
  if (mail.kind === 'operator_lock') return true;
  return 'purpose' in mail && (mail.purpose === 'administrative' || mail.purpose === 'invite');
}
