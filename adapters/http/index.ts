export { adminHandler } from './admin/handler.js';
export type {
  AdminHandlerOptions,
  Administrator,
  AdminPasswords,
  Reauthentication,
} from './admin/options.js';
export { type Auth0Handler, auth0Handler } from './auth0/handler.js';
export type {
  Auth0Client,
  Auth0Connection,
  Auth0HandlerOptions,
  Auth0Limits,
  Auth0Passwords,
  Auth0Scope,
  Auth0UserIds,
  Authorization,
} from './auth0/options.js';
export type { Brand, Logo } from './brand.js';
export { passwordHandler } from './handler.js';
export type { HandlerOptions, KeptSession, Passwords } from './options.js';
export type {
  AdminAccountProps,
  AdminAction,
  AdminOutcome,
  AdminProps,
  RequiredReason,
  ShownAccount,
  ShownTicket,
} from './pages/admin/props.js';
export { type FieldFault, faultSummary, fieldFaults } from './pages/faults.js';
export { html } from './pages/html.js';
export { defaultPages, type Page, type PageProps, type Pages } from './pages/index.js';
export { isolated } from './pages/isolated.js';
export { passwordField } from './pages/password-field.js';
export { policyList } from './pages/policy-list.js';
export type { Html, View } from './pages/view.js';
export type { ClientDetails, PagesOptions } from './pages-options.js';
export { isCrossSite, type PostedRequest } from './request/cross-site.js';
export type { PasswordHandler } from './serve.js';
export {
  allLanguages,
  arabic,
  type ChannelTexts,
  english,
  french,
  german,
  japanese,
  spanish,
  type Texts,
} from './texts/index.js';
