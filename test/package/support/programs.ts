import type { Format } from './consumer.js';

/** Writes `import` or `require` for the same names. */
export function importing(format: Format, names: string, specifier: string): string {
  if (format === 'esm') return `import ${names} from '${specifier}';\n`;
  return `const ${names.replace('* as ', '')} = require('${specifier}');\n`;
}

/** One whole reset, with the default hasher and nothing but the library. */
export const roundTrip = (format: Format) => `
${importing(format, '{ PasswordService }', 'latchkey')}
${importing(format, '{ memoryStores }', 'latchkey/memory')}
const mails = [];
const passwords = new PasswordService({
  stores: memoryStores({ accounts: [{ id: 'alice', email: 'alice@example.com' }] }),
  mailer: async (mail) => { mails.push(mail); },
  links: { reset: 'https://app.example/password/reset' },
  outbox: 'external',
  onEvent: () => {},
});
const identifier = 'alice@example.com';
const newPassword = 'seven purple lanterns sing';
const requested = await passwords.requestReset({ identifier });
await passwords.drainOutbox();
const token = new URL(mails[0].url).searchParams.get('token');
const redeemed = await passwords.redeemTicket({ token, newPassword });
const again = await passwords.redeemTicket({ token, newPassword });
const signedIn = await passwords.authenticate({ identifier, password: newPassword });
const wrong = await passwords.authenticate({ identifier, password: 'not this one at all' });
await passwords.close();
console.log(JSON.stringify({
  requested, redeemed: redeemed.ok, again: again.reason, signedIn: signedIn.ok, wrong: wrong.reason,
}));
`;

/** The kit for applications and one case of the kit for authors of stores. */
export const bothKits = (format: Format) => `
${importing(format, '{ testPasswords }', 'latchkey/testing')}
${importing(format, '{ storeCases, storeConformance }', 'latchkey/conformance')}
${importing(format, '{ memoryStores }', 'latchkey/memory')}
const { passwords, mailer } = testPasswords({ accounts: [{ email: 'alice@example.com' }] });
await passwords.requestReset({ identifier: 'alice@example.com' });
await passwords.drainOutbox();
const redeemed = await passwords.redeemTicket({
  token: mailer.lastToken(), newPassword: 'seven purple lanterns sing',
});
await passwords.close();

const cases = [];
storeConformance({
  test: (name, run) => { cases.push(run); },
  async open() {
    const stores = memoryStores();
    return {
      stores,
      seedAccount: (columns) => stores.accounts.add(columns),
      reopen: ({ realm }) => memoryStores({ realm, database: stores.database }),
      close() {},
    };
  },
});
for (const run of cases) await run();
console.log(JSON.stringify({ redeemed: redeemed.ok, passed: cases.length === storeCases.length }));
`;

/** An error of either copy is recognised by the other. */
export const acrossCopies = `
import { createRequire } from 'node:module';
import * as esm from 'latchkey';
const cjs = createRequire(import.meta.url)('latchkey');
const make = (copy) => {
  try { new copy.PasswordService({}); } catch (error) { return error; }
};
console.log(JSON.stringify({
  twoCopies: esm.LatchkeyError !== cjs.LatchkeyError,
  esmIsCjs: make(esm) instanceof cjs.LatchkeyError,
  cjsIsEsm: make(cjs) instanceof esm.LatchkeyError && esm.isLatchkeyError(make(cjs)),
  foreign: new Error('x') instanceof esm.LatchkeyError,
}));
`;

/** What an application writes; every wrong use must be seen, or the types were not found. */
export const typedApplication = `
import { isLatchkeyError, type Mailer, PasswordService, unwrap } from 'latchkey';
import { storeCases } from 'latchkey/conformance';
import { memoryStores } from 'latchkey/memory';
import { testPasswords } from 'latchkey/testing';

const mailer: Mailer = async (mail) => console.log(mail.kind, mail.to);
const stores = memoryStores({ idType: 'number', accounts: [{ id: 1, extra: { plan: 'free' } }] });
const links = { reset: 'https://app.example/password/reset' };
const passwords = new PasswordService({ stores, mailer, links });

export async function signIn(identifier: string, password: string): Promise<[number, string]> {
  const result = await passwords.authenticate({ identifier, password });
  // @ts-expect-error: the union is not narrowed yet
  result.account;
  if (!result.ok) throw new Error(result.reason satisfies string);
  return [result.account.id, result.account.extra.plan];
}
export async function link(accountId: number): Promise<string> {
  // @ts-expect-error: the ids of these stores are numbers
  await passwords.issueTicket({ accountId: 'one' });
  return unwrap(await passwords.issueTicket({ accountId })).ticket.url;
}
export const count: number = storeCases.length + testPasswords().events.length;
export const busy = (error: unknown) => isLatchkeyError(error) && error.code === 'ERR_HASHER_BUSY';
`;
