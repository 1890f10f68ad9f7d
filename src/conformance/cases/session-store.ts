import assert from 'node:assert/strict';
import type { SessionStore } from '../../ports/index.js';
import type { CaseContext, ConformanceCase } from '../case.js';
import { newId } from '../fixtures.js';

const ports = ['sessions'] as const;

function storeOf({ stores }: CaseContext): SessionStore {
  assert.ok(stores.sessions, 'open() must give a session store, or the port be left out.');
  return stores.sessions;
}

const all = { belowVersion: null, except: null } as const;

export const sessionStoreCases: readonly ConformanceCase[] = [
  {
    name: 'sessions: all of an account end, none of another, and it is told how many',
    ports,
    async run(context) {
      const sessions = storeOf(context);
      const [accountKey, other] = [await context.seedAccount(), await context.seedAccount()];
      for (const version of [0, 1, 7]) await context.seedSession(accountKey, version);
      await context.seedSession(other, 0);
      assert.equal(await sessions.revoke({ accountKey, ...all }), 3);
      assert.equal(await sessions.revoke({ accountKey: other, ...all }), 1);
    },
  },
  {
    name: 'sessions: revoking again ends nothing more and does no harm',
    ports,
    async run(context) {
      const sessions = storeOf(context);
      const accountKey = await context.seedAccount();
      assert.equal(await sessions.revoke({ accountKey, ...all }), 0);
      await context.seedSession(accountKey, 0);
      assert.equal(await sessions.revoke({ accountKey, ...all }), 1);
      assert.equal(await sessions.revoke({ accountKey, ...all }), 0);
    },
  },
  {
    name: 'sessions: only those below the version end',
    ports,
    async run(context) {
      const sessions = storeOf(context);
      const accountKey = await context.seedAccount();
      for (const version of [1, 2, 2, 3, 4]) await context.seedSession(accountKey, version);
      assert.equal(await sessions.revoke({ accountKey, belowVersion: 0, except: null }), 0);
      assert.equal(await sessions.revoke({ accountKey, belowVersion: 3, except: null }), 3);
      assert.equal(await sessions.revoke({ accountKey, ...all }), 2);
    },
  },
  {
    name: 'sessions: the excepted one stays, below the version and without one',
    ports,
    async run(context) {
      const sessions = storeOf(context);
      const accountKey = await context.seedAccount();
      const except = await context.seedSession(accountKey, 0);
      await context.seedSession(accountKey, 0);
      await context.seedSession(accountKey, 0);
      assert.equal(await sessions.revoke({ accountKey, belowVersion: 1, except }), 2);
      assert.equal(await sessions.revoke({ accountKey, belowVersion: null, except }), 0);
      assert.equal(await sessions.revoke({ accountKey, ...all }), 1);
    },
  },
  {
    name: 'sessions: an exception that is unknown or of another account saves nothing',
    ports,
    async run(context) {
      const sessions = storeOf(context);
      const [accountKey, other] = [await context.seedAccount(), await context.seedAccount()];
      const foreign = await context.seedSession(other, 0);
      for (const except of [foreign, newId(), '']) {
        await context.seedSession(accountKey, 0);
        assert.equal(await sessions.revoke({ accountKey, belowVersion: null, except }), 1);
      }
      assert.equal(await sessions.revoke({ accountKey: other, ...all }), 1);
    },
  },
  {
    name: 'sessions: a restamped one belongs to the new version under the id that is told',
    ports,
    async run(context) {
      const sessions = storeOf(context);
      const accountKey = await context.seedAccount();
      const sessionId = await context.seedSession(accountKey, 0);
      await context.seedSession(accountKey, 0);
      const kept = await sessions.restamp({ accountKey, sessionId, credentialsVersion: 1 });
      assert.equal(typeof kept, 'string');
      assert.equal(await sessions.revoke({ accountKey, belowVersion: 1, except: null }), 1);
      const again = await sessions.restamp({
        accountKey,
        sessionId: kept ?? '',
        credentialsVersion: 2,
      });
      assert.equal(typeof again, 'string', 'the told id is good for the next time');
      assert.equal(await sessions.revoke({ accountKey, belowVersion: 2, except: null }), 0);
      assert.equal(await sessions.revoke({ accountKey, ...all }), 1);
    },
  },
  {
    name: 'sessions: one that is unknown, ended or of another account is not restamped',
    ports,
    async run(context) {
      const sessions = storeOf(context);
      const [accountKey, other] = [await context.seedAccount(), await context.seedAccount()];
      const foreign = await context.seedSession(other, 0);
      const ended = await context.seedSession(accountKey, 0);
      await sessions.revoke({ accountKey, ...all });
      for (const sessionId of [foreign, ended, newId(), ''])
        assert.equal(
          await sessions.restamp({ accountKey, sessionId, credentialsVersion: 5 }),
          null,
        );
      const stale = { accountKey: other, belowVersion: 1, except: null };
      assert.equal(await sessions.revoke(stale), 1, 'the foreign one kept its stamp');
    },
  },
  {
    name: 'sessions: accounts that cannot be have none, and asking never throws',
    ports,
    async run(context) {
      const sessions = storeOf(context);
      for (const accountKey of ['', 'nobody', '9'.repeat(40), "' or '1'='1"]) {
        assert.equal(await sessions.revoke({ accountKey, ...all }), 0);
        const stamp = { accountKey, sessionId: newId(), credentialsVersion: 1 };
        assert.equal(await sessions.restamp(stamp), null);
      }
    },
  },
];
