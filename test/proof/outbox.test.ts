import { randomInt } from 'node:crypto';
import { expect, it } from 'vitest';
import { forEachEngine } from '../support/each-engine.js';
import { openService, tokenIn } from '../support/open-service.js';
import type { Report } from '../support/outbox-process.js';
import { type OutboxProcess, outboxProcesses } from '../support/start-outbox-process.js';

const KILLS = 50;
const REQUESTS_PER_KILL = 4;
/** Beyond the lease, so that what a killed worker held comes back in the next round. */
const ROUND_SECONDS = 91;

const processes = outboxProcesses();

forEachEngine(
  'workers that are killed at random',
  (engine) => {
    it(`attack 55: ${KILLS} times lose no entry, and everybody’s newest link works`, async () => {
      const service = openService(engine);
      const { passwords, clock, stores } = service;
      const delivered = new Map<string, string[]>();
      const deliver = (to: string, token: string) =>
        delivered.set(to, [...(delivered.get(to) ?? []), token]);

      let reports = 0;
      const onReport = new Set<() => void>();
      const start = (): OutboxProcess => {
        const worker = processes.start({ url: engine.url!, now: clock.now().getTime() });
        worker.listen((report: Report) => {
          if (report.type === 'mail') {
            deliver(report.to, new URL(report.url).searchParams.get('token')!);
            worker.order({ type: 'answer', mail: report.mail, as: 'accepted' });
          }
          if (report.type === 'ready') return;
          reports += 1;
          for (const heard of onReport) heard();
        });
        return worker;
      };
      const afterReports = (count: number) =>
        new Promise<void>((resolve) => {
          const until = reports + count;
          const heard = () => {
            if (reports < until) return;
            onReport.delete(heard);
            resolve();
          };
          onReport.add(heard);
        });

      const workers = [start(), start()];
      for (let kill = 0; kill < KILLS; kill += 1) {
        // A request makes eight reports at the least, whoever works at it.
        const soon = afterReports(randomInt(1, 13));
        for (let n = 0; n < REQUESTS_PER_KILL; n += 1) {
          const id = `person-${kill}-${n}`;
          await service.seedAccount({ id, email: `${id}@example.org` });
          await passwords.requestReset({ identifier: `${id}@example.org` });
        }
        await soon;
        const victim = randomInt(2);
        await workers[victim]!.end('SIGKILL');
        clock.advance(ROUND_SECONDS);
        workers[victim] = start();
        workers[1 - victim]!.order({ type: 'clock', now: clock.now().getTime() });
      }
      for (const worker of workers) {
        await worker.heard('ready');
        expect(await worker.end('SIGTERM')).toBe(0);
      }

      /** What is left is done here, in the order of its instants. */
      const finish = async () => {
        for (let turn = 0; turn < 60; turn += 1) {
          while ((await passwords.drainOutbox()).moreDue);
          for (const mail of service.mails.splice(0)) deliver(mail.to, tokenIn(mail));
          if ((await stores.outbox.status({ countUpTo: 1 })).pending === 0) return;
          clock.advance(ROUND_SECONDS);
        }
      };
      await finish();
      // One that died with three workers has had its three mints: it is told, and can be repeated.
      const people = Array.from({ length: KILLS }, (_, kill) =>
        Array.from({ length: REQUESTS_PER_KILL }, (_, n) => `person-${kill}-${n}`),
      ).flat();
      const missing = people.filter((id) => !delivered.has(`${id}@example.org`));
      const givenUp = (await passwords.listGivenUp({ limit: 1000 })).map(
        ({ accountKey, payload }) => accountKey ?? String(payload.identifier).split('@')[0],
      );
      expect(givenUp).toEqual(expect.arrayContaining(missing));
      await passwords.requeueGivenUp({ all: true, includeRequests: true });
      await finish();

      for (const id of people) {
        const links = delivered.get(`${id}@example.org`) ?? [];
        expect(links.length, id).toBeGreaterThan(0);
        expect(links.length, id).toBeLessThanOrEqual(6);
      }
      // The links of the last rounds are still of their hour.
      for (const id of people.slice(-REQUESTS_PER_KILL)) {
        const token = delivered.get(`${id}@example.org`)!.at(-1)!;
        expect(await passwords.inspectTicket({ token }), id).toMatchObject({ ok: true });
      }
    });
  },
  ['sqlite', 'postgres', 'mariadb'],
);
