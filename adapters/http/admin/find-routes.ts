import type { AccountId } from 'latchkey';
import { readBody } from '../api/read-body.js';
import { fieldsOf } from '../request/fields-of.js';
import { type Fields, isJson } from '../request/read-fields.js';
import { accountOf, search, shownAccount } from './accounts.js';
import { type AdminApp, type AdminContext, callFor } from './environment.js';
import type { AdminHandlerOptions } from './options.js';
import { findBody, showBody } from './schemas.js';
import { accountPage, findPage } from './show.js';

/**
 * Finds an account by its address or id, or shows the one of a key. That nothing was found is an
 * answer like any other: only administrators hear it.
 */
export function findRoutes<Id extends AccountId, Native>(
  app: AdminApp<Id, Native>,
  options: AdminHandlerOptions<Id, Native>,
): void {
  const { passwords } = options;

  app.get('/', (c) => findPage(c));

  app.post('/find', async (c) => {
    const { fields, json } = await fieldsOf(c.req);
    if (isJson(c.req)) readBody('accountKey' in fields ? showBody : findBody, fields);
    const accounts = await find(c, fields);
    if (json) return c.json({ ok: true, accounts: accounts.map(shownAccount) });
    const [only, another] = accounts;
    const { view } = c.var;
    if (another !== undefined)
      return c.html(
        view.pages.admin(view, { step: 'choose', accounts: accounts.map(shownAccount) }),
      );
    if (only !== undefined) return accountPage(c, options, String(only.id));
    return findPage(c, {
      identifier: typeof fields.identifier === 'string' ? fields.identifier.slice(0, 318) : '',
      faults: [{ field: 'identifier', messages: [view.texts.admin.find.none] }],
    });
  });

  async function find(c: AdminContext<Id, Native>, { accountKey, identifier }: Fields) {
    const call = callFor(c, options);
    if (accountKey === undefined)
      return typeof identifier === 'string' ? search(passwords, identifier, call) : [];
    const account = await accountOf(passwords, accountKey, call);
    return account === null ? [] : [account];
  }
}
