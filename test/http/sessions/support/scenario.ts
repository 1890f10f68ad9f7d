import { unwrap } from 'latchkey';
import type { SessionIndex } from 'latchkey/sessions';
import { type HostSessions, type IndexedSessions, indexedSessions } from 'latchkey/sessions';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { gate } from '../../../support/gate.js';
import type { Served } from '../../support/serve.js';
import { Browser } from './browser.js';
import {
  NEW_PASSWORD,
  NEWER_PASSWORD,
  OLD_PASSWORD,
  openSessionService,
  type SessionService,
} from './service.js';
import type { AppOptions } from './session-app.js';

/** One session store, in front of which an application runs. */
export interface Place {
  readonly index: SessionIndex;
  /** The way by which sessions are ended. */
  readonly host: HostSessions;
  /** Serves the application over the same store, which it reaches even while `host` is away. */
  serve(app: AppOptions, sessions: IndexedSessions): Promise<Served>;
  /** The same with the application's own field of the account, for sessions from before. */
  serveOld(app: AppOptions, sessions: IndexedSessions): Promise<Served>;
  /** Whether the store holds data under the id. */
  holds(sessionId: string): Promise<boolean>;
  /** Takes `host` away, or brings it back. */
  setAway(isAway: boolean): void | Promise<void>;
  close(): Promise<void>;
}

/** What every session store has to stand, told over HTTP with real cookies. */
export function sessionScenario(title: string, open: () => Promise<Place>): void {
  describe(title, () => {
    let place: Place;
    let sessions: IndexedSessions;
    let service: SessionService;
    let served: Served;
    let options: AppOptions;

    beforeEach(async () => {
      place = await open();
      sessions = indexedSessions({ index: place.index, host: place.host });
      service = openSessionService(sessions);
      const holds = { beforeSignIn: async () => {}, beforeWrite: async () => {} };
      options = { passwords: service.passwords, holds, clock: service.clock.now };
      served = await place.serve(options, sessions);
    });
    afterEach(async () => {
      await served.close();
      await service.passwords.close();
      await place.close();
    });

    const newBrowser = () => new Browser(served.base);
    async function threeBrowsers(): Promise<[Browser, Browser, Browser]> {
      const browsers = [newBrowser(), newBrowser(), newBrowser()] as const;
      for (const browser of browsers) expect(await browser.signIn(OLD_PASSWORD)).toBe(200);
      for (const browser of browsers) expect(await browser.whoAmI()).toBe('alice');
      return [...browsers];
    }
    async function change(browser: Browser, from = OLD_PASSWORD, to = NEW_PASSWORD) {
      const answer = await browser.post('/change', { currentPassword: from, newPassword: to });
      expect(answer.status).toBe(200);
      return (await answer.json()) as Record<'sessions' | 'kept' | 'accountId', unknown>;
    }

    async function revokeAll(): Promise<number> {
      return unwrap(await service.passwords.revokeSessions({ accountId: 'alice' })).revoked;
    }
    /** Holds a request of the browser between its guard and its end; resolves to what ends it. */
    async function cartUnderWay(browser: Browser): Promise<() => Promise<unknown>> {
      const [reached, go] = [gate(), gate()];
      options.holds.beforeWrite = () => {
        reached.resolve();
        return go.promise;
      };
      const underWay = browser.post('/cart', { cart: 'late' });
      await reached.promise;
      return () => {
        go.resolve();
        return underWay;
      };
    }

    test('attack 50: a change ends the other sessions, and the kept one goes on under a new id', async () => {
      const [kept, second, third] = await threeBrowsers();
      await kept.post('/cart', { cart: 'tea' });
      const [before, secondId] = [kept.sessionId, second.sessionId];
      const thief = kept.thief();
      expect(await change(kept)).toEqual({ sessions: 'revoked', kept: true, accountId: 'alice' });

      expect(kept.sessionId).not.toBe(before);
      expect(await kept.whoAmI()).toBe('alice');
      expect(await (await kept.get('/cart')).json()).toEqual({ cart: 'tea' });
      expect(await thief.whoAmI()).toBeNull();
      expect(await second.whoAmI()).toBeNull();
      expect(await third.whoAmI()).toBeNull();
      expect(await place.holds(before)).toBe(false);
      expect(await place.holds(secondId)).toBe(false);
      expect(await place.holds(kept.sessionId)).toBe(true);
      expect(await place.index.list('alice')).toEqual([
        { sessionId: kept.sessionId, credentialsVersion: 1 },
      ]);
      expect(service.events.filter(({ type }) => type === 'sessions.revoked')).toHaveLength(1);

      // And once more, from the session that was kept.
      const again = kept.sessionId;
      await change(kept, NEW_PASSWORD, NEWER_PASSWORD);
      expect(kept.sessionId).not.toBe(again);
      expect(await kept.whoAmI()).toBe('alice');
      expect(await place.holds(again)).toBe(false);
    });

    test('attack 50: the hosted page of a change keeps the session under a new id as well', async () => {
      const [kept, second] = await threeBrowsers();
      const before = kept.sessionId;
      const answer = await kept.post(
        '/password/change',
        { currentPassword: OLD_PASSWORD, newPassword: NEW_PASSWORD },
        { origin: 'https://app.example', accept: 'application/json' },
      );
      expect(answer.status).toBe(200);
      expect(kept.sessionId).not.toBe(before);
      expect(await kept.whoAmI()).toBe('alice');
      expect(await second.whoAmI()).toBeNull();
      expect(await place.holds(before)).toBe(false);
    });

    test('attack 50: a reset ends every session, and deletes what the store held', async () => {
      const browsers = await threeBrowsers();
      const ids = browsers.map(({ sessionId }) => sessionId);
      expect(await service.reset(NEW_PASSWORD)).toMatchObject({ sessions: 'revoked' });
      for (const id of ids) expect(await place.holds(id)).toBe(false);
      for (const browser of browsers) expect(await browser.whoAmI()).toBeNull();
      expect(await place.index.list('alice')).toEqual([]);
      expect(await browsers[0].signIn(OLD_PASSWORD)).toBe(401);
      expect(await browsers[0].signIn(NEW_PASSWORD)).toBe(200);
      expect(await browsers[0].whoAmI()).toBe('alice');
    });

    test('attack 50: a direct set by an administrator ends every session', async () => {
      const browsers = await threeBrowsers();
      await service.passwords.adminSetPassword({ accountId: 'alice', newPassword: NEW_PASSWORD });
      for (const browser of browsers) expect(await browser.whoAmI()).toBeNull();
    });

    test('attack 50: a sign-in that raced a reset opens nothing', async () => {
      const [reached, go] = [gate(), gate()];
      options.holds.beforeSignIn = () => {
        reached.resolve();
        return go.promise;
      };
      const racer = newBrowser();
      const signingIn = racer.signIn(OLD_PASSWORD);
      await reached.promise;
      await service.reset(NEW_PASSWORD);
      go.resolve();
      expect(await signingIn).toBe(200);
      expect(await racer.whoAmI()).toBeNull();
      expect(await place.index.list('alice')).toEqual([]);
    });

    test('attack 50: a request under way that saves its session again brings nothing back', async () => {
      const [victim] = await threeBrowsers();
      const id = victim.sessionId;
      const finish = await cartUnderWay(victim);
      await service.reset(NEW_PASSWORD);
      expect(await place.holds(id)).toBe(false);
      await finish();
      expect(await place.holds(id)).toBe(true);
      expect(await victim.whoAmI()).toBeNull();
      expect(await place.holds(id)).toBe(false);
      expect(await (await victim.get('/cart')).json()).toEqual({ cart: null });
    });

    test('a request that was under way during a change does not take the kept session away', async () => {
      const [kept] = await threeBrowsers();
      const late = kept.thief();
      await change(kept);
      // What the browser would be sent, had it asked with the cookie of before.
      const answer = await late.get('/me');
      expect(await answer.json()).toEqual({ accountId: null });
      expect(answer.headers.getSetCookie()).toEqual([]);
    });

    test('attack 53: the session store is away: the change succeeds, says so, and goes on trying', async () => {
      const [kept, second, third] = await threeBrowsers();
      const ids = [second, third].map(({ sessionId }) => sessionId);
      await place.setAway(true);
      expect(await change(kept)).toMatchObject({ sessions: 'revocation_pending', kept: false });
      const told = service.events.filter(({ type }) => type.startsWith('sessions.'));
      expect(told.map(({ type }) => type)).toEqual(['sessions.revocation_deferred']);
      for (const id of ids) expect(await place.holds(id)).toBe(true);
      service.clock.advance({ seconds: 61 });
      await service.passwords.drainOutbox();
      expect(service.events.at(-1)).toMatchObject({
        type: 'outbox.deferred',
        kind: 'session_revocation',
      });
      // The version keeps them out, whatever the store still holds.
      const refused = await second.thief().get('/me');
      expect(await refused.json()).toEqual({ accountId: null });
      // Nor does an answer to them touch a cookie that the browser may have got meanwhile.
      expect(refused.headers.getSetCookie()).toEqual([]);
      // What is put into the session from here on is under an id of its own.
      const refusedId = second.sessionId;
      await second.post('/cart', { cart: 'cocoa' });
      expect(second.sessionId).not.toBe(refusedId);
      expect(await (await second.get('/cart')).json()).toEqual({ cart: 'cocoa' });

      await place.setAway(false);
      service.clock.advance({ seconds: 3600 });
      await service.passwords.drainOutbox();
      for (const id of ids) expect(await place.holds(id)).toBe(false);
      expect(await third.whoAmI()).toBeNull();
      const listed = (await place.index.list('alice')).map(({ sessionId }) => sessionId);
      for (const id of ids) expect(listed).not.toContain(id);
    });

    test('a sign-in gives a new id, and what was planted before opens nothing', async () => {
      const attacker = newBrowser();
      await attacker.post('/cart', { cart: 'planted' });
      const victim = attacker.thief();
      expect(await victim.signIn(OLD_PASSWORD)).toBe(200);
      expect(victim.sessionId).not.toBe(attacker.sessionId);
      expect(await victim.whoAmI()).toBe('alice');
      expect(await (await victim.get('/cart')).json()).toEqual({ cart: null });
      expect(await attacker.whoAmI()).toBeNull();
    });

    test('signing in again leaves one session of the browser', async () => {
      const browser = newBrowser();
      await browser.signIn(OLD_PASSWORD);
      const before = browser.sessionId;
      await browser.signIn(OLD_PASSWORD);
      expect(await place.holds(before)).toBe(false);
      expect(await revokeAll()).toBe(1);
      expect(await browser.whoAmI()).toBeNull();
    });

    test('signing out ends the one session', async () => {
      const [leaving, staying] = await threeBrowsers();
      const thief = leaving.thief();
      const id = leaving.sessionId;
      await leaving.post('/logout');
      expect(await leaving.whoAmI()).toBeNull();
      expect(await thief.whoAmI()).toBeNull();
      expect(await place.holds(id)).toBe(false);
      expect(await staying.whoAmI()).toBe('alice');
      expect(await revokeAll()).toBe(2);
    });

    test('a session without an account passes, and a refused browser starts anew', async () => {
      const guest = newBrowser();
      await guest.post('/cart', { cart: 'tea' });
      const [browser] = await threeBrowsers();
      await service.reset(NEW_PASSWORD);
      expect(await (await guest.get('/cart')).json()).toEqual({ cart: 'tea' });

      const refusedId = browser.sessionId;
      await browser.post('/cart', { cart: 'cocoa' });
      expect(browser.sessionId).not.toBe(refusedId);
      expect(await (await browser.get('/cart')).json()).toEqual({ cart: 'cocoa' });
    });

    test('revokeSessions ends all but the excepted one, without a change', async () => {
      const [kept, second] = await threeBrowsers();
      const result = await service.passwords.revokeSessions({
        accountId: 'alice',
        except: kept.sessionId,
      });
      expect(result).toEqual({ ok: true, revoked: 2 });
      expect(await kept.whoAmI()).toBe('alice');
      expect(await second.whoAmI()).toBeNull();
    });

    test('attack 50: what a request under way brings back, revokeSessions ends when called again', async () => {
      const [victim] = await threeBrowsers();
      const finish = await cartUnderWay(victim);
      expect(await revokeAll()).toBe(3);
      expect(await place.holds(victim.sessionId)).toBe(false);
      await finish();
      // No version was raised: nothing tells this one from a session that is good.
      expect(await victim.whoAmI()).toBe('alice');
      expect(await revokeAll()).toBe(1);
      expect(await victim.whoAmI()).toBeNull();
      expect(await revokeAll()).toBe(0);
    });

    test('attack 50: a sign-out that a request under way undid is made good by revokeSessions', async () => {
      const [victim] = await threeBrowsers();
      const finish = await cartUnderWay(victim);
      await victim.thief().post('/logout');
      expect(await place.holds(victim.sessionId)).toBe(false);
      await finish();
      expect(await place.holds(victim.sessionId)).toBe(true);
      expect(await revokeAll()).toBe(3);
      expect(await victim.whoAmI()).toBeNull();
    });

    test('attack 50: a sign-in that revokeSessions overtook is ended when it is called again', async () => {
      const [noted, go] = [gate(), gate()];
      const { index } = place;
      const add = index.add.bind(index);
      index.add = async (session) => {
        await add(session);
        noted.resolve();
        await go.promise;
      };
      const browser = newBrowser();
      const signingIn = browser.signIn(OLD_PASSWORD);
      await noted.promise;
      await revokeAll();
      go.resolve();
      expect(await signingIn).toBe(200);
      expect(await browser.whoAmI()).toBe('alice');
      expect(await revokeAll()).toBe(1);
      expect(await browser.whoAmI()).toBeNull();
    });

    test('the index lists a session for as long as requests prolong it', async () => {
      const browser = newBrowser();
      await browser.signIn(OLD_PASSWORD);
      for (let day = 0; day < 5; day += 1) {
        service.clock.advance({ seconds: 20 * 3600 });
        expect(await browser.whoAmI()).toBe('alice');
        await service.passwords.purgeExpired();
        expect(await place.index.list('alice')).toHaveLength(1);
      }
    });

    describe('sessions older than the installation', () => {
      beforeEach(async () => {
        await served.close();
        served = await place.serveOld(options, sessions);
      });
      async function oldSession(): Promise<Browser> {
        const browser = newBrowser();
        await browser.post('/old-login');
        return browser;
      }

      test('live on until the first change, and join the index when they are seen', async () => {
        const [seen, unseen] = [await oldSession(), await oldSession()];
        expect(await place.index.list('alice')).toEqual([]);
        expect(await seen.whoAmI()).toBe('alice');
        expect(await place.index.list('alice')).toEqual([
          { sessionId: seen.sessionId, credentialsVersion: 0 },
        ]);
        const ids = [seen.sessionId, unseen.sessionId] as const;
        await service.reset(NEW_PASSWORD);
        // What was never seen is not deleted, and opens nothing all the same.
        expect(await place.holds(ids[0])).toBe(false);
        expect(await place.holds(ids[1])).toBe(true);
        expect(await seen.whoAmI()).toBeNull();
        expect(await unseen.whoAmI()).toBeNull();
        expect(await place.holds(ids[1])).toBe(false);
      });

      test('stay good while the index is away, and join it once it is back', async () => {
        const browser = await oldSession();
        const { index } = place;
        const add = index.add.bind(index);
        index.add = () => Promise.reject(new Error('The index is away.'));
        expect(await browser.whoAmI()).toBe('alice');
        index.add = add;
        expect(await index.list('alice')).toEqual([]);
        expect(await browser.whoAmI()).toBe('alice');
        expect(await index.list('alice')).toHaveLength(1);
      });

      test('can be the one that a change keeps', async () => {
        const [kept, other] = [await oldSession(), await oldSession()];
        const before = kept.sessionId;
        expect(await change(kept)).toMatchObject({ kept: true });
        expect(kept.sessionId).not.toBe(before);
        expect(await kept.whoAmI()).toBe('alice');
        expect(await other.whoAmI()).toBeNull();
      });

      test('made after a change, they open nothing', async () => {
        await service.reset(NEW_PASSWORD);
        expect(await (await oldSession()).whoAmI()).toBeNull();
      });
    });
  });
}
