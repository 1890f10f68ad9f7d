import type { RouteContext } from './environment.js';
import { toNewCode } from './pages/to-new-code.js';
import type { Flow } from './request/flow-cookie.js';
import { type Refusal, refuse } from './respond.js';

/**
 * Says that nobody gets from here to a new password: of a code to who came by one, and in words for
 * both where the flow's cookie is gone, since only that tells how somebody came.
 */
export function refuseFlow<Native>(
  c: RouteContext<Native>,
  refusal: Refusal,
  flow: Flow | null,
): Response | Promise<Response> {
  const { view, deliver = 'link' } = c.var;
  const { code, flowLost } = view.texts;
  if (flow === null) {
    if (deliver === 'link') return refuse(c, refusal);
    const { title, lead, again } = flowLost;
    const anew = { href: view.path('/forgot'), label: again };
    return refuse(c, refusal, { title, lead, ...(deliver === 'choice' ? { action: anew } : {}) });
  }
  if (!flow.byCode || !refusal.reason.startsWith('token_')) return refuse(c, refusal);
  const dead = { title: code.lost.title, lead: code.dead };
  const said = refusal.reason === 'token_used' ? code.used : dead;
  return refuse(c, refusal, { ...said, action: toNewCode(view) });
}
