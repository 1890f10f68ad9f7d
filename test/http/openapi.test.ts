import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { unwrap } from 'latchkey';
import { beforeAll, describe, expect, test } from 'vitest';
import { ENDPOINTS } from '../../adapters/http/api/endpoints.js';
import {
  type App,
  KEYS,
  NEW_PASSWORD,
  OLD_PASSWORD,
  PUBLIC_URL,
  SIGNED_IN_AS,
  startApp,
} from './support/app.js';
import { Visitor } from './support/visitor.js';

interface Document {
  readonly openapi: string;
  readonly servers: readonly { readonly url: string }[];
  readonly paths: Readonly<
    Record<string, { readonly post: { readonly responses: Readonly<Record<string, unknown>> } }>
  >;
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
}

const codes = new Set(['111111', '222222']);
const secondFactor = {
  methods: async ({ accountKey }: { accountKey: string }) => (accountKey === 'bob' ? ['totp'] : []),
  verify: async ({ code }: { code: string }) => codes.delete(code),
};

let app: App;
let visitor: Visitor;
let document: Document;
let ajv: Ajv2020;
beforeAll(async () => {
  app = await startApp({
    service: { secondFactor, keys: KEYS },
    handler: { isFreshSession: () => true, deliver: 'choice' },
  });
  visitor = new Visitor(app.handler);
  document = (await (await visitor.get('/password/openapi.json')).json()) as Document;
  ajv = new Ajv2020({ strict: false, validateFormats: false });
  ajv.addSchema({ $id: 'api', ...document });
});

/** Sends a request, and holds its answer against what the document says of that status. */
async function call(path: string, body: unknown, headers: Record<string, string> = {}) {
  const answer = await visitor.postJson(`/password${path}`, body, headers);
  const json = (await answer.json()) as { reason?: string };
  const pointer = `api#/paths/${path.replaceAll('/', '~1')}/post/responses/${answer.status}`;
  const validate = ajv.getSchema(`${pointer}/content/application~1json/schema`);
  expect(validate, `${path} may answer ${answer.status}`).toBeDefined();
  expect([validate?.(json), validate?.errors], JSON.stringify(json)).toEqual([true, null]);
  return json;
}

test('an independent validator takes it for OpenAPI 3.1', async () => {
  const validator = new Validator();
  const result = await validator.validate(structuredClone(document) as never);
  expect(result).toMatchObject({ valid: true });
  expect(validator.version).toBe('3.1');
  expect(document.servers).toEqual([{ url: PUBLIC_URL }]);
});

test('names every route of the JSON API, and each of them is there', async () => {
  expect(Object.keys(document.paths)).toEqual(ENDPOINTS.map(({ path }) => path));
  for (const path of Object.keys(document.paths)) {
    const answer = await visitor.postJson(`/password${path}`, '{');
    expect([400, 401], path).toContain(answer.status);
  }
});

test('leaves out what the host does not offer', async () => {
  const { handler } = await startApp({ handler: { accountId: undefined, deliver: 'link' } });
  const answer = await new Visitor(handler).get('/password/openapi.json');
  const { paths } = (await answer.json()) as Document;
  expect(Object.keys(paths)).not.toContain('/change');
  expect(Object.keys(paths)).not.toContain('/initial');
  expect(Object.keys(paths)).not.toContain('/code');
});

describe('answers are as they are described', () => {
  test('forgot', async () => {
    expect(await call('/forgot', { identifier: 'nobody@example.com' })).toEqual({ ok: true });
    expect((await call('/forgot', { identifier: ['a'] })).reason).toBe('invalid_input');
    expect((await call('/forgot', { identifier: 'a,b' })).reason).toBe('invalid_input');
  });

  test('codes', async () => {
    const ask = { identifier: 'dana@example.com', deliver: 'code' };
    await app.stores.accounts.add({ id: 'dana', email: ask.identifier, emailVerified: true });
    const { flowId } = (await call('/forgot', ask)) as { flowId: string };
    const code = await app.mailedCode(ask.identifier);
    expect((await call('/forgot', { ...ask, deliver: 'fax' })).reason).toBe('invalid_input');
    expect((await call('/code', { flowId, code: 'letters' })).reason).toBe('invalid_input');
    const foreign = { flowId: 'A'.repeat(64), code };
    expect((await call('/code', foreign)).reason).toBe('code_invalid');
    const { token } = (await call('/code', { flowId, code })) as { token: string };
    await call('/inspect', { token });
    const reset = { newPassword: NEW_PASSWORD };
    expect((await call('/reset', { ...foreign, ...reset })).reason).toBe('code_invalid');
    expect((await call('/reset', { flowId, ...reset })).reason).toBe('invalid_input');
    const body = { flowId, code };
    expect((await call('/reset', { ...body, newPassword: 'x' })).reason).toBe('policy_violation');
    expect(await call('/reset', { ...body, ...reset })).toEqual({ ok: true });
    expect((await call('/code', body)).reason).toBe('token_used');
  });

  test('disavowal', async () => {
    const token = await app.disavowalToken();
    await call('/disavow/inspect', { token });
    const body = { token, address: 'bob@example.com' };
    expect((await call('/disavow', body)).reason).toBe('address_mismatch');
    const right = { ...body, address: 'alice@example.com' };
    expect(await call('/disavow', right)).toMatchObject({ ok: true });
    expect((await call('/disavow', right)).reason).toBe('token_used');
    expect((await call('/disavow/inspect', { token })).reason).toBe('token_used');
  });

  test('inspect, second factor and reset', async () => {
    const token = await app.mailedToken('bob@example.com');
    const body = { token, newPassword: NEW_PASSWORD };
    await call('/inspect', { token });
    expect((await call('/inspect', { token: 'A'.repeat(43) })).reason).toBe('token_invalid');
    expect((await call('/reset', body)).reason).toBe('second_factor_required');
    const factor = '/reset/second-factor';
    const wrong = await call(factor, { token, method: 'totp', code: '0' });
    expect(wrong.reason).toBe('second_factor_invalid');
    const shown = await call(factor, { token, method: 'totp', code: '111111' });
    const { secondFactorProof } = shown as { secondFactorProof: string };
    const weak = await call('/reset', { ...body, newPassword: 'x', secondFactorProof });
    expect(weak.reason).toBe('policy_violation');
    expect(await call('/reset', { ...body, secondFactorProof })).toEqual({ ok: true });
    expect((await call('/reset', { ...body, secondFactorProof })).reason).toBe('token_used');
    const issued = await app.passwords.issueTicket({ accountId: 'alice', state: 's' });
    await call('/reset', { token: unwrap(issued).ticket.token, newPassword: NEW_PASSWORD });
  });

  test('change and initial', async () => {
    const change = { currentPassword: NEW_PASSWORD, newPassword: 'a wholly different sentence' };
    expect((await call('/change', change)).reason).toBe('not_signed_in');
    const as = (id: string) => ({ [SIGNED_IN_AS]: id });
    const wrong = { ...change, currentPassword: OLD_PASSWORD };
    expect((await call('/change', wrong, as('alice'))).reason).toBe('wrong_password');
    expect(await call('/change', change, as('alice'))).toEqual({ ok: true });
    expect((await call('/change', change, as('newcomer'))).reason).toBe('no_password');
    expect((await call('/initial', change, as('alice'))).reason).toBe('has_password');
    expect(await call('/initial', change, as('newcomer'))).toEqual({ ok: true });
  });
});
