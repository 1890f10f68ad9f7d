import type { EntryKind } from '../entry-kinds.js';
import type { Handler } from '../handler.js';
import { handleAccountNotice } from './account-notice.js';
import { handleAddressNotice } from './address-notice.js';
import { handleChangeNotice } from './change-notice.js';
import { handleLockMail } from './lock-mail.js';
import { handleResetCode } from './reset-code.js';
import { handleResetMail } from './reset-mail.js';
import { handleResetRequest } from './reset-request.js';
import { handleSessionRevocation } from './session-revocation.js';
import { handleTicketMail } from './ticket-mail.js';
import { handleUnknownMail } from './unknown-mail.js';

export const handlers: Readonly<Record<EntryKind, Handler>> = {
  reset_request: handleResetRequest,
  reset_mail: handleResetMail,
  reset_code: handleResetCode,
  unknown_mail: handleUnknownMail,
  change_notice: handleChangeNotice,
  address_notice: handleAddressNotice,
  account_notice: handleAccountNotice,
  lock_mail: handleLockMail,
  ticket_mail: handleTicketMail,
  session_revocation: handleSessionRevocation,
};
