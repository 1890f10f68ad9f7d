import type { EntryKind } from '../entries.js';
import type { Handler } from '../handler.js';
import { handleChangeNotice } from './change-notice.js';
import { handleResetMail } from './reset-mail.js';
import { handleResetRequest } from './reset-request.js';
import { handleSessionRevocation } from './session-revocation.js';
import { handleUnknownMail } from './unknown-mail.js';

export const handlers: Readonly<Record<EntryKind, Handler>> = {
  reset_request: handleResetRequest,
  reset_mail: handleResetMail,
  unknown_mail: handleUnknownMail,
  change_notice: handleChangeNotice,
  session_revocation: handleSessionRevocation,
};
