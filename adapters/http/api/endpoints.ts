import type * as z from 'zod';
import * as schemas from './schemas.js';

/** One route of the JSON API, as a client's author needs it. */
export interface Endpoint {
  readonly operationId: string;
  readonly method: 'get' | 'post';
  /** Below the mount. */
  readonly path: string;
  readonly summary: string;
  readonly description: string;
  readonly body?: z.ZodType;
  readonly answer: z.ZodType;
  /** Reasons of its own, besides those that every route may answer. */
  readonly refusals: readonly string[];
  /** Works only for who is signed in at the host. */
  readonly signedIn?: boolean;
  /** Is there only where codes are offered. */
  readonly ofCodes?: boolean;
}

const DEAD_TOKEN = ['token_invalid', 'token_expired', 'token_used', 'token_superseded'] as const;

export const ENDPOINTS: readonly Endpoint[] = [
  {
    operationId: 'requestReset',
    method: 'post',
    path: '/forgot',
    summary: 'Mails a link, or a code, to choose a new password',
    description: 'Answers the same for every identifier, whether there is an account or not.',
    body: schemas.forgotBody,
    answer: schemas.requested,
    refusals: ['throttled'],
  },
  {
    operationId: 'exchangeCode',
    method: 'post',
    path: '/code',
    summary: 'Turns a code into the token of a link',
    description:
      'For whoever asks for the code first, and for a second factor or the password after it. Five tries a code, ten a day for an address.',
    body: schemas.codeBody,
    answer: schemas.exchanged,
    refusals: ['code_invalid', ...DEAD_TOKEN, 'throttled'],
    ofCodes: true,
  },
  {
    operationId: 'inspectTicket',
    method: 'post',
    path: '/inspect',
    summary: 'Tells what a link is good for',
    description: 'Spends nothing, however often it is called.',
    body: schemas.inspectBody,
    answer: schemas.inspected,
    refusals: [...DEAD_TOKEN, 'denied'],
  },
  {
    operationId: 'verifySecondFactor',
    method: 'post',
    path: '/reset/second-factor',
    summary: 'Shows the second factor that a link asks for',
    description: 'The code is spent; hand the proof to `/reset` within 15 minutes.',
    body: schemas.secondFactorBody,
    answer: schemas.factorShown,
    refusals: [...DEAD_TOKEN, 'denied', 'second_factor_invalid', 'throttled'],
  },
  {
    operationId: 'redeemTicket',
    method: 'post',
    path: '/reset',
    summary: 'Spends a link, or a code, on a new password',
    description: 'No session comes of it. A password that is refused spends nothing.',
    body: schemas.resetBody,
    answer: schemas.passwordReset,
    refusals: [
      ...DEAD_TOKEN,
      'code_invalid',
      'denied',
      'second_factor_required',
      'policy_violation',
      'throttled',
    ],
  },
  {
    operationId: 'inspectDisavowal',
    method: 'post',
    path: '/disavow/inspect',
    summary: 'Tells whether the "this wasn\'t me" link of a notice is good',
    description: 'Changes nothing, however often it is called.',
    body: schemas.disavowalInspectBody,
    answer: schemas.disavowalInspected,
    refusals: DEAD_TOKEN,
  },
  {
    operationId: 'disavowChange',
    method: 'post',
    path: '/disavow',
    summary: 'Undoes a change that the owner of the account did not cause',
    description:
      'All sessions end, the password is locked, and every link and code that sets one dies. `linkFollows` says whether a fresh link is mailed.',
    body: schemas.disavowBody,
    answer: schemas.disavowed,
    refusals: [...DEAD_TOKEN, 'address_mismatch', 'throttled'],
  },
  {
    operationId: 'changePassword',
    method: 'post',
    path: '/change',
    summary: 'Changes the password of who is signed in',
    description: 'Other sessions end; the one that asks stays.',
    body: schemas.changeBody,
    answer: schemas.done,
    refusals: [
      'wrong_password',
      'reset_required',
      'no_password',
      'account_not_found',
      'account_disabled',
      'identity_provider_account',
      'changed_meanwhile',
      'policy_violation',
      'throttled',
    ],
    signedIn: true,
  },
  {
    operationId: 'setInitialPassword',
    method: 'post',
    path: '/initial',
    summary: 'Gives an account that has none its first password',
    description: 'Needs a session that was opened only just now.',
    body: schemas.initialBody,
    answer: schemas.done,
    refusals: [
      'not_fresh',
      'has_password',
      'reset_required',
      'account_not_found',
      'account_disabled',
      'identity_provider_account',
      'changed_meanwhile',
      'policy_violation',
    ],
    signedIn: true,
  },
];
