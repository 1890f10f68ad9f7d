import type { Templates } from '../template.js';
import { accountChanged } from './account-changed.js';
import { addressChanged } from './address-changed.js';
import { breachLock } from './breach-lock.js';
import { disavowal } from './disavowal.js';
import { initialPasswordLink } from './initial-password-link.js';
import { invitation } from './invitation.js';
import { operatorLock } from './operator-lock.js';
import { passwordChanged } from './password-changed.js';
import { passwordlessAccount } from './passwordless-account.js';
import { providerAccount } from './provider-account.js';
import { resetCode } from './reset-code.js';
import { resetLink } from './reset-link.js';
import { unknownAddress } from './unknown-address.js';

/** The shipped template of every kind of mail. */
export const templates: Templates = {
  reset_link: resetLink,
  initial_password_link: initialPasswordLink,
  invitation,
  reset_code: resetCode,
  password_changed: passwordChanged,
  address_changed: addressChanged,
  account_changed: accountChanged,
  provider_account: providerAccount,
  passwordless_account: passwordlessAccount,
  unknown_address: unknownAddress,
  breach_lock: breachLock,
  disavowal,
  operator_lock: operatorLock,
};
