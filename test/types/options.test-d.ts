import {
  type CodeMail,
  length,
  type Mailer,
  nist,
  PasswordService,
  policy,
  type Stores,
  type Throttle,
} from 'latchkey';
import { memoryStores } from 'latchkey/memory';
import { test } from 'vitest';

declare const stores: Stores<string>;
declare const throttle: Throttle;
const links = { reset: 'https://app.example/password/reset' };
const mailer: Mailer = async () => {};
const required = { stores, mailer, links };

test('stores, mailer and links are required', () => {
  new PasswordService(required);
  // @ts-expect-error
  new PasswordService({ mailer, links });
  // @ts-expect-error
  new PasswordService({ stores, links });
  // @ts-expect-error
  new PasswordService({ stores, mailer });
  // @ts-expect-error
  new PasswordService({ stores, mailer, links: {} });
});

test('a wrong option is refused, and so is an unknown one', () => {
  // @ts-expect-error
  new PasswordService({ ...required, outbox: 'sometimes' });
  // @ts-expect-error
  new PasswordService({ ...required, lifetimes: { resetMinutes: 60 } });
  // @ts-expect-error
  new PasswordService({ ...required, throttle: true });
  // @ts-expect-error: a policy is a value, not a list of names
  new PasswordService({ ...required, policy: ['length'] });
  // @ts-expect-error: a clock tells a Date
  new PasswordService({ ...required, clock: Date.now });
  // @ts-expect-error: a link is never a function of a request
  new PasswordService({ ...required, links: { reset: (request: Request) => request.url } });
});

test('what may be left out may be undefined', () => {
  new PasswordService({ ...required, policy: undefined, throttle: undefined, clock: undefined });
  new PasswordService({
    ...required,
    policy: policy(...nist().rules, length({ min: 20 })),
    throttle,
  });
});

test('a channel reads the application’s own columns, and is handed codes alone', () => {
  const withPhones = memoryStores({ accounts: [{ email: 'a@b.example', extra: { phone: '1' } }] });
  const keys = ['k'.repeat(32), new Uint8Array(32)];
  const recipient = (account: { readonly extra: { readonly phone: string } }) =>
    account.extra.phone;
  const send = async (mail: CodeMail) => mail.code;
  new PasswordService({
    stores: withPhones,
    mailer,
    links,
    keys,
    channels: { sms: { mailer: send, recipient }, pigeon: { mailer: { send }, recipient } },
  });
  new PasswordService({ ...required, keys, channels: { sms: { mailer, recipient: () => null } } });
  // @ts-expect-error: these accounts have no such column
  new PasswordService({ ...required, keys, channels: { sms: { mailer, recipient } } });
  // @ts-expect-error: keys are a list, the current one first
  new PasswordService({ ...required, keys: 'k'.repeat(32) });
  // @ts-expect-error
  new PasswordService({ ...required, channels: { sms: { mailer } } });
});

test('a store can be replaced by a stranger’s of the same port', () => {
  const mixed = { ...memoryStores(), tickets: stores.tickets };
  new PasswordService({ stores: mixed, mailer, links });
  // @ts-expect-error: this is no ticket store
  new PasswordService({ stores: { ...memoryStores(), tickets: stores.users }, mailer, links });
});
