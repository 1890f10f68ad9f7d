import { inspect } from 'node:util';
import { PasswordService, type PasswordServiceOptions } from 'latchkey';
import { memoryStores } from 'latchkey/memory';
import { describe, expect, it } from 'vitest';
import { readOptions } from '../../../src/options.js';

const good = () => ({
  stores: memoryStores(),
  mailer: async () => {},
  links: { reset: 'https://app.example/reset' },
});
const channel = { mailer: async () => {}, recipient: () => null };
const build = (more: object) =>
  new PasswordService({ ...good(), ...more } as unknown as PasswordServiceOptions<string>);

describe('options', () => {
  it('need stores, mailer and links, and no more', () => {
    expect(() => new PasswordService(good())).not.toThrow();
    for (const missing of ['stores', 'mailer', 'links'])
      expect(() => build({ [missing]: undefined })).toThrowError(
        expect.objectContaining({
          code: 'ERR_INVALID_OPTION',
          message: expect.stringContaining(missing),
        }),
      );
  });

  it.each([
    ['an unknown one', { mialer: 1 }],
    ['an unknown limit', { limits: { mailPerAccount: { points: 1, windowSeconds: 1 } } }],
    ['a window of no length', { limits: { mailsPerAccount: { points: 1, windowSeconds: 0 } } }],
    ['a lifetime of a month', { lifetimes: { resetSeconds: 30 * 24 * 3600 } }],
    ['a lifetime of nothing', { lifetimes: { resetSeconds: 0 } }],
    ['a lifetime that is no number', { lifetimes: { resetSeconds: Number.NaN } }],
    ['an outbox of another kind', { outbox: 'none' }],
    ['a hook that does not exist', { hooks: { onPasswordChanged: () => {} } }],
    ['no concurrency', { hashing: { concurrency: 0 } }],
    ['a mailer without send', { mailer: {} }],
    ['a policy without check', { policy: {} }],
    ['no key at all', { keys: [] }],
    ['a key of 31 bytes', { keys: ['k'.repeat(32), 'k'.repeat(31)] }],
    ['a key of 31 bytes that are no text', { keys: [new Uint8Array(31)] }],
    ['a key that is a number', { keys: [12345678] }],
    ['a key outside of a list', { keys: 'k'.repeat(32) }],
    ['five digits', { codes: { digits: 5 } }],
    ['thirteen digits', { codes: { digits: 13 } }],
    ['attack 22: a code of eleven minutes', { lifetimes: { codeSeconds: 601 } }],
    ['a channel in the place of mail', { channels: { mail: channel } }],
    ['a channel that knows nobody', { channels: { sms: { mailer: async () => {} } } }],
    ['a channel without a mailer', { channels: { sms: { recipient: () => null } } }],
  ])('attack 60: refuse %s', (_name, more) => {
    expect(() => build(more)).toThrowError(expect.objectContaining({ code: 'ERR_INVALID_OPTION' }));
  });

  it('have the numbers of the design as defaults', () => {
    const { settings, outbox } = readOptions(good());
    expect(outbox).toBe('in-process');
    expect(settings.lifetimeSeconds).toEqual({
      reset: 3600,
      administrative: 3600,
      invite: 72 * 3600,
      forced_change: 900,
      disavow: 72 * 3600,
    });
    expect(settings.limits.mailsPerAccount).toEqual({ points: 3, windowSeconds: 900 });
    expect(settings.notices).toEqual({ reset: true, change: true, initial: true });
    expect(settings.notifyUnknown).toBe(false);
    expect(settings.codes).toEqual({ digits: 8, lifetimeSeconds: 600 });
    expect(settings.limits.codeTriesPerIdentifier).toEqual({ points: 10, windowSeconds: 86_400 });
  });

  it('name the key that is too short, and say nothing of what is in it', () => {
    const short = 'this-is-secret';
    expect(() => build({ keys: ['k'.repeat(32), short] })).toThrowError(
      expect.objectContaining({
        message: '[latchkey] Option "keys.1" is wrong: must have at least 32 bytes.',
      }),
    );
    expect(inspect(build({ keys: ['the-key-'.repeat(4)] }), { depth: 9 })).not.toContain('the-key');
  });

  it('take a key as text or bytes, and any named channel', () => {
    for (const key of ['k'.repeat(32), new Uint8Array(32), Buffer.alloc(64)])
      expect(build({ keys: [key] }).deliversCodes).toBe(true);
    expect(build({ channels: { sms: channel, voice_call: channel } }).deliversCodes).toBe(false);
    const mailer = { send: async () => {} };
    expect(() => build({ channels: { sms: { ...channel, mailer } } })).not.toThrow();
  });
});

describe('a closed service', () => {
  it('rejects every further call with ERR_CLOSED', async () => {
    const passwords = new PasswordService(good());
    await passwords.close();
    await expect(passwords.requestReset({ identifier: 'a@x.example' })).rejects.toMatchObject({
      code: 'ERR_CLOSED',
      statusCode: 503,
    });
    await expect(passwords.drainOutbox()).rejects.toMatchObject({ code: 'ERR_CLOSED' });
    await passwords.close();
  });
});
