import type { Templates } from '../template.js';
import { initialPasswordLink } from './initial-password-link.js';
import { passwordChanged } from './password-changed.js';
import { passwordlessAccount } from './passwordless-account.js';
import { providerAccount } from './provider-account.js';
import { resetLink } from './reset-link.js';
import { unknownAddress } from './unknown-address.js';

/** The shipped template of every kind of mail. */
export const templates: Templates = {
  reset_link: resetLink,
  initial_password_link: initialPasswordLink,
  provider_account: providerAccount,
  passwordless_account: passwordlessAccount,
  password_changed: passwordChanged,
  unknown_address: unknownAddress,
};
