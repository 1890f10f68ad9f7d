import express, { type Request, type Response, Router } from 'express';
import { type PasswordService, type UnitOfWork, unwrap } from 'latchkey';
import { refuseCrossSite } from 'latchkey/express';
import type { Totp } from 'latchkey/totp';
import type { CheckCode } from './check-code.js';
import { type TwoStepState, twoStepPage } from './pages/two-step-page.js';
import { sendPage } from './send-page.js';
import type { Sessions } from './sessions.js';
import { contextOf } from './sign-in.js';

const FAULTS: Readonly<Record<string, string>> = {
  throttled: 'Too many tries. Please wait before the next one.',
  code_required: 'Enter the code that your app shows, too.',
  code_invalid: 'This code is not right, or was used already.',
};

/**
 * The page where a person turns the second step on and off. The password is asked for again, and
 * to turn it off a code as well. Either way the owner is told by mail, and the other sessions end.
 * The change and its mail are one transaction: neither happens without the other.
 */
export function twoStepRoutes(parts: {
  readonly passwords: PasswordService<string>;
  readonly totp: Totp;
  /** Of the database that both keep their rows in. */
  readonly unitOfWork: UnitOfWork;
  readonly sessions: Sessions;
  readonly checkCode: CheckCode;
  readonly publicUrl: string;
}): Router {
  const { passwords, totp, unitOfWork, sessions } = parts;
  const router = Router();
  router.use('/two-step', express.urlencoded({ extended: false, limit: '16kb' }));
  router.use('/two-step', refuseCrossSite(parts.publicUrl));

  router.get('/two-step', async (request, response) => {
    const session = await sessions.current(request);
    if (session === null) return response.redirect(303, '/login');
    await show(response, 200, await standing(session));
  });

  router.post('/two-step', async (request: Request, response: Response) => {
    const session = await sessions.current(request);
    if (session === null) return response.redirect(303, '/login');
    const { accountId, email } = session;
    const { step, password, code } = (request.body ?? {}) as Record<string, string>;
    const call = { context: contextOf(request) };

    if (step === 'confirm') {
      const confirmed = await unitOfWork.run(async (transaction) => {
        const first = { accountKey: accountId, code: code ?? '', transaction };
        const enrolling = await totp.confirmEnrolment(first);
        if (enrolling.ok) {
          const { enrolledAt: changedAt } = enrolling;
          const told = { accountId, changedAt, transaction };
          unwrap(await passwords.accountChanged({ ...told, change: 'second_factor_added' }, call));
        }
        return enrolling;
      });
      if (confirmed.ok) {
        await endOtherSessions(request, accountId);
        return show(response, 200, { is: 'kept', codes: confirmed.recoveryCodes });
      }
      // Sent twice, or from a second tab.
      if (confirmed.reason === 'already_enrolled') return response.redirect(303, '/two-step');
      const fault = 'This code is not right. Begin again.';
      return show(response, 422, { is: 'off', email, fault });
    }
    const checked = await passwords.verifyPassword({ accountId, password: password ?? '' }, call);
    if (!checked.ok) return refuse(checked.reason);
    if (step === 'off') {
      const second = await parts.checkCode(accountId, code);
      // Off already. What was only begun has never been on, and the next beginning replaces it.
      if (second.is === 'not_asked') return response.redirect(303, '/two-step');
      if (second.is !== 'passed') return refuse(second.is);
      await unitOfWork.run(async (transaction) => {
        const { removed } = unwrap(await totp.remove({ accountKey: accountId, transaction }));
        const change = 'second_factor_removed';
        if (removed)
          unwrap(await passwords.accountChanged({ accountId, change, transaction }, call));
      });
      await endOtherSessions(request, accountId);
    }
    if (step !== 'on') return response.redirect(303, '/two-step');
    const begun = await totp.beginEnrolment({ accountKey: accountId, label: email });
    if (!begun.ok) return response.redirect(303, '/two-step');
    return show(response, 200, { is: 'begun', secret: begun.secret, uri: begun.uri });

    async function refuse(reason: string): Promise<void> {
      const state = await standing({ accountId, email });
      const fault = FAULTS[reason] ?? 'This is not your password.';
      return show(response, reason === 'throttled' ? 429 : 403, { ...state, fault });
    }
  });

  async function endOtherSessions(request: Request, accountId: string): Promise<void> {
    const except = sessions.id(request) ?? undefined;
    unwrap(await passwords.revokeSessions({ accountId, except }, { context: contextOf(request) }));
  }

  async function standing({ accountId, email }: { accountId: string; email: string }) {
    const status = await totp.status({ accountKey: accountId });
    const isOn = status.ok && status.state === 'enrolled';
    return { is: isOn ? 'on' : 'off', email, fault: null } satisfies TwoStepState;
  }

  async function show(response: Response, status: number, state: TwoStepState): Promise<void> {
    sendPage(response, status, await twoStepPage(state));
  }
  return router;
}
