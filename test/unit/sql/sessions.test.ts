import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeEngines, type OpenEngine } from '../../support/engines.js';
import { later, NOW } from './fixtures.js';

describeEngines('sessions', (engine) => {
  let opened: OpenEngine;
  beforeAll(async () => {
    opened = await engine.open();
  });
  afterAll(() => opened.close());

  const start = (accountKey: string, credentialsVersion: number) =>
    opened.stores.sessions.create({
      accountKey,
      credentialsVersion,
      now: NOW,
      expiresAt: later(1_000),
    });
  const find = (sessionId: string, now = NOW) => opened.stores.sessions.find({ sessionId, now });

  it('a session is good until the instant of its expiry', async () => {
    const id = await start('s1', 0);
    expect(id).toMatch(/^[\w-]{43}$/);
    expect(await find(id, later(999))).toEqual({
      accountKey: 's1',
      credentialsVersion: 0,
      createdAt: NOW,
      expiresAt: later(1_000),
    });
    expect(await find(id, later(1_000))).toBeNull();
  });

  it('attack 50: a session that missed its revocation dies with its version', async () => {
    const { credentials, unitOfWork } = opened.stores;
    await unitOfWork.run((tx) =>
      credentials.raiseVersion({ accountKey: 's2', from: 0, changedAt: NOW }, tx),
    );
    const late = await start('s2', 0);
    const current = await start('s2', 1);
    expect(await find(late)).toBeNull();
    expect(await find(current)).not.toBeNull();
  });

  it('a revocation spares newer versions, other accounts and the exception', async () => {
    const { sessions } = opened.stores;
    const [kept, ended, newer, foreign] = [
      await start('s3', 0),
      await start('s3', 0),
      await start('s3', 1),
      await start('s4', 0),
    ];
    expect(await sessions.revoke({ accountKey: 's3', belowVersion: 1, except: kept })).toBe(1);
    expect(await find(kept)).not.toBeNull();
    expect(await find(ended)).toBeNull();
    expect(await find(foreign)).not.toBeNull();
    expect(await sessions.revoke({ accountKey: 's3', belowVersion: null, except: null })).toBe(2);
    expect(await sessions.remove(newer)).toBe(false);
  });

  it('a restamp gives a kept session a new id and ends the old one', async () => {
    const { sessions, credentials, unitOfWork } = opened.stores;
    const old = await start('s5', 0);
    const renewed = await unitOfWork.run(async (tx) => {
      await credentials.raiseVersion({ accountKey: 's5', from: 0, changedAt: NOW }, tx);
      return sessions.restamp({ accountKey: 's5', sessionId: old, credentialsVersion: 1 }, tx);
    });
    expect(renewed).not.toBe(old);
    expect(await find(old)).toBeNull();
    expect(await find(renewed as string)).toMatchObject({ credentialsVersion: 1 });
    const foreign = { accountKey: 's6', sessionId: renewed as string, credentialsVersion: 1 };
    expect(await sessions.restamp(foreign)).toBeNull();
  });

  it('what is no session id finds, stamps and removes nothing', async () => {
    const { sessions } = opened.stores;
    for (const value of [null, undefined, '', 7, {}, ['x'], 'x'.repeat(44), '\0'.repeat(43)]) {
      const sessionId = value as string;
      expect(await find(sessionId)).toBeNull();
      expect(await sessions.remove(sessionId)).toBe(false);
      const stamp = { accountKey: 's1', sessionId, credentialsVersion: 1 };
      expect(await sessions.restamp(stamp)).toBeNull();
    }
  });
});
