import express, { type Request, type Response, Router } from 'express';
import { memoryThrottle, type PasswordService } from 'latchkey';
import { refuseCrossSite } from 'latchkey/express';
import type { Totp } from 'latchkey/totp';
import { type TwoStepState, twoStepPage } from './pages/two-step-page.js';
import { sendPage } from './send-page.js';
import type { Sessions } from './sessions.js';

/** The tries of one account at sign-in; latchkey counts those of a reset by itself. */
const TRIES = { points: 10, windowSeconds: 24 * 60 * 60 };

/** Checks the code of a sign-in. `not_asked` where the account has no second step. */
export function signInCheck(totp: Totp) {
  const throttle = memoryThrottle();
  return async (accountKey: string, code: unknown) => {
    const methods = await totp.methods({ accountKey });
    if (methods.length === 0) return 'not_asked' as const;
    if (typeof code !== 'string' || code === '') return 'code_required' as const;
    const key = `code:${accountKey}`;
    if (!(await throttle.consume(key, TRIES)).allowed) return 'throttled' as const;
    for (const method of methods)
      if (await totp.verify({ accountKey, method, code })) {
        await throttle.clear(key, TRIES);
        return 'passed' as const;
      }
    return 'code_invalid' as const;
  };
}

/** The page where a person turns the second step on and off. The password is asked for again. */
export function twoStepRoutes(parts: {
  readonly passwords: PasswordService<string>;
  readonly totp: Totp;
  readonly sessions: Sessions;
  readonly publicUrl: string;
}): Router {
  const { passwords, totp, sessions } = parts;
  const router = Router();
  router.use('/two-step', express.urlencoded({ extended: false, limit: '16kb' }));
  router.use('/two-step', refuseCrossSite(parts.publicUrl));

  router.get('/two-step', async (request, response) => {
    const session = await sessions.current(request);
    if (session === null) return response.redirect(303, '/login');
    await show(response, 200, await standing(session.accountId));
  });

  router.post('/two-step', async (request: Request, response: Response) => {
    const session = await sessions.current(request);
    if (session === null) return response.redirect(303, '/login');
    const { accountId, email } = session;
    const { step, password, code } = (request.body ?? {}) as Record<string, string>;

    if (step === 'confirm') {
      const confirmed = await totp.confirmEnrolment({ accountKey: accountId, code: code ?? '' });
      if (confirmed.ok) return show(response, 200, { is: 'kept', codes: confirmed.recoveryCodes });
      return show(response, 422, { is: 'off', fault: 'This code is not right. Begin again.' });
    }
    const checked = await passwords.verifyPassword({ accountId, password: password ?? '' });
    if (!checked.ok) {
      const state = await standing(accountId);
      return show(response, 403, { ...state, fault: 'This is not your password.' });
    }
    if (step === 'off') await totp.remove({ accountKey: accountId });
    if (step !== 'on') return response.redirect(303, '/two-step');
    const begun = await totp.beginEnrolment({ accountKey: accountId, label: email });
    if (!begun.ok) return response.redirect(303, '/two-step');
    return show(response, 200, { is: 'begun', secret: begun.secret, uri: begun.uri });
  });

  async function standing(accountKey: string): Promise<TwoStepState & { is: 'on' | 'off' }> {
    const status = await totp.status({ accountKey });
    return { is: status.ok && status.state === 'enrolled' ? 'on' : 'off', fault: null };
  }

  async function show(response: Response, status: number, state: TwoStepState): Promise<void> {
    sendPage(response, status, await twoStepPage(state));
  }
  return router;
}
