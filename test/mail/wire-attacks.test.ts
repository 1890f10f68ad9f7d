import { type Kysely, sql } from 'kysely';
import type { PasswordEvent, RequestResetInput } from 'latchkey';
import { mailer } from 'latchkey/mail';
import { smtpTransport } from 'latchkey/nodemailer';
import type { SMTPServerOptions } from 'smtp-server';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { passwordOf } from '../support/cheap-hasher.js';
import {
  describeEngines,
  type OpenEngine,
  type SqlEngine,
  sqlEngines,
} from '../support/engines.js';
import { mappedService } from '../support/mapped-service.js';
import { type PostOffice, postOffice } from '../support/smtp-post-office.js';

/** The text that folds the most on each engine: case, accents, and what merely looks alike. */
const FOLDING: Partial<Record<SqlEngine['name'], string>> = {
  sqlite: 'text collate nocase',
  postgres: 'text collate folding',
  mariadb: 'varchar(190) character set utf8mb4 collate utf8mb4_uca1400_ai_ci',
};

/** Mail servers that differ in what they can, and in how they are talked to. */
const SERVERS: Record<string, { server: SMTPServerOptions; secure?: true; utf8: boolean }> = {
  'with SMTPUTF8': { server: {}, utf8: true },
  'of ASCII alone': { server: { hideSMTPUTF8: true }, utf8: false },
  'without pipelining': { server: { hidePIPELINING: true }, utf8: true },
  'behind STARTTLS and AUTH': {
    server: {
      disabledCommands: [],
      authOptional: false,
      onAuth: ({ username, password }, _session, done) =>
        password === 'wonderland' ? done(null, { user: username }) : done(new Error('no')),
    },
    secure: true,
    utf8: true,
  },
};

const VICTIM = 'Mike@Example.org';
const EVIL = 'evil@example.net';

const LOOK_ALIKES = [
  'mıke@example.org',
  'mİke@example.org',
  'míke@example.org',
  'ｍike@example.org',
  'mike@exámple.org',
  'mike@example.örg',
];

/** Typed by a stranger, or stored by a sign-up form that let it in. */
const TRICKS = [
  `${VICTIM},${EVIL}`,
  `${VICTIM};${EVIL}`,
  `${VICTIM} ${EVIL}`,
  `${VICTIM}\r\nBcc: ${EVIL}`,
  `${VICTIM}>\r\nRCPT TO:<${EVIL}`,
  `${VICTIM}\n.\nMAIL FROM:<${EVIL}>`,
  `<${VICTIM}>${EVIL}`,
  `Mike <${EVIL}>`,
  `"${VICTIM}" <${EVIL}>`,
  `"${EVIL}, "@example.org`,
  `"mike"@example.org`,
  `@relay.example:${EVIL}`,
  `mike(${EVIL})@example.org`,
  `mike@example.org(${EVIL})`,
  `group:${EVIL};`,
  `mike@[127.0.0.1]`,
  `${EVIL}@example.org`,
  `mike＠example.org`,
  `mike@ｅxample.org`,
  `${'('.repeat(1_000)}${EVIL}${')'.repeat(1_000)}`,
  `${'a'.repeat(10_000)}@example.org`,
];

describeEngines(
  'over SMTP, with a users table',
  (engine) => {
    let engineOpened: OpenEngine;
    let db: Kysely<never>;
    let ids = 0;
    beforeAll(async () => {
      engineOpened = await engine.open();
      db = engineOpened.db as never;
      if (engine.name === 'postgres')
        await sql`
          create collation folding (
            provider = icu, locale = 'und-u-ks-level1', deterministic = false)`.execute(db);
      // A stored trick may be longer than any address, so what folds is the column and no more.
      const type = FOLDING[engine.name] ?? 'text';
      await sql`
        create table people (
          id integer primary key, email ${sql.raw(type.replace('190', '12000'))}, hash text,
          name text, verified boolean)`.execute(db);
    });
    afterAll(() => engineOpened.close());

    async function open(office: PostOffice, settings: (typeof SERVERS)[string]) {
      const [sent, said] = [office.received.length, office.commands.length];
      const transport = smtpTransport(
        settings.secure === true
          ? {
              host: '127.0.0.1',
              port: office.port,
              auth: { user: 'alice', pass: 'wonderland' },
              tls: { rejectUnauthorized: false },
            }
          : office.url,
        settings.secure === true ? { requireTls: true } : {},
      );
      onTestFinished(async () => transport.close?.());
      await sql`delete from people`.execute(db);
      const events: PasswordEvent[] = [];
      const columns = {
        emailVerified: 'verified',
        passwordHash: 'hash',
        displayName: 'name',
      } as const;
      const { passwords } = mappedService(
        db,
        { table: 'people', idType: 'integer', columns },
        {
          mailer: mailer({
            transport,
            from: { name: 'Acme', address: 'no-reply@acme.example' },
            product: { name: 'Acme', url: 'https://acme.example' },
          }),
          onEvent: (event) => void events.push(event),
        },
      );
      return {
        passwords,
        events,
        received: () => office.received.slice(sent),
        /** Commands that are about a mail. */
        deliveries: () =>
          office.commands.slice(said).filter((line) => /^(?:mail|rcpt|data)/i.test(line)),
        /** All that came over the wire and that a mail program would make of it. */
        shown: () =>
          office.received
            .slice(sent)
            .map(({ raw, parsed }) => [raw, parsed.text, parsed.html].join())
            .join(),
        async seed(email: string, name = 'Mike'): Promise<number> {
          ids += 1;
          await sql`
            insert into people (id, email, hash, name, verified)
            values (${ids}, ${email}, 'old', ${name}, ${sql.lit(true)})`.execute(db);
          return ids;
        },
        move: (id: number, email: string) =>
          sql`update people set email = ${email} where id = ${id}`.execute(db),
        async request(identifier: unknown, more: object = {}) {
          const input = { identifier, ...more } as unknown as RequestResetInput<string>;
          const result = await passwords.requestReset(input);
          await passwords.drainOutbox();
          return result;
        },
        /** Whom the server was asked to deliver to, byte for byte. */
        rcpt: () =>
          office.commands
            .slice(said)
            .filter((line) => /^rcpt/i.test(line))
            .map((line) => /^RCPT TO:<(.*)>$/.exec(line)?.[1]),
        toHeaders: () =>
          office.received.slice(sent).map(({ raw }) => /^To:(?:\r\n)? (.*)\r$/m.exec(raw)?.[1]),
      };
    }

    describe.each(Object.entries(SERVERS))('and a server %s', (_name, settings) => {
      let office: PostOffice;
      beforeAll(async () => {
        office = await postOffice(settings.server);
      });
      afterAll(() => office.close());

      it('attack 1: look-alikes are mailed nothing; the owner at the stored bytes', async () => {
        const { seed, request, rcpt, toHeaders } = await open(office, settings);
        await seed(VICTIM);
        for (const typed of LOOK_ALIKES) expect(await request(typed)).toMatchObject({ ok: true });
        expect(rcpt()).toEqual([]);
        for (const typed of [VICTIM, 'mike@example.org', 'MIKE@EXAMPLE.ORG']) await request(typed);
        expect(rcpt()).toEqual([VICTIM, VICTIM, VICTIM]);
        expect(toHeaders()).toEqual([VICTIM, VICTIM, VICTIM]);
      });

      it('attack 1: an account that looks like another one is mailed at its own address', async () => {
        const { seed, request, rcpt, events, deliveries } = await open(office, settings);
        await seed(VICTIM);
        await seed('mıke@example.org');
        await request('mıke@example.org');
        if (settings.utf8) return expect(rcpt()).toEqual(['mıke@example.org']);
        expect(deliveries()).toEqual([]);
        expect(events).toContainEqual(
          expect.objectContaining({ type: 'outbox.given_up', kind: 'reset_mail' }),
        );
      });

      it('attack 2: lists and objects reach no server', async () => {
        const { seed, request, deliveries } = await open(office, settings);
        await seed(VICTIM);
        for (const identifier of [[VICTIM, EVIL], { 0: VICTIM, length: 1 }, { $ne: null }])
          expect(await request(identifier)).toMatchObject({ ok: false, reason: 'invalid_input' });
        expect(deliveries()).toEqual([]);
      });

      it('attack 3: tricks reach no server, typed by a stranger or stored by a sign-up', async () => {
        const { passwords, seed, request, received, deliveries, events } = await open(
          office,
          settings,
        );
        await seed(VICTIM);
        for (const trick of TRICKS) {
          await request(trick);
          const accountId = String(await seed(trick));
          const newPassword = passwordOf(1);
          const set = await passwords.adminSetPassword({ accountId, newPassword, notify: true });
          expect(set).toMatchObject({ ok: true });
          await passwords.drainOutbox();
        }
        expect(deliveries()).toEqual([]);
        expect(received()).toEqual([]);
        const refused = events.filter(({ type }) => type === 'outbox.given_up');
        expect(refused).toHaveLength(TRICKS.length);
      });

      it('attack 4: a recipient that the request brings along is ignored', async () => {
        const { seed, request, rcpt, shown } = await open(office, settings);
        await seed(VICTIM);
        await request('mike@example.org', { email: EVIL, to: EVIL, cc: [EVIL], recipient: EVIL });
        expect(rcpt()).toEqual([VICTIM]);
        expect(shown()).not.toContain('evil');
      });

      it('attack 5: what stands in a name adds no header, no recipient and no link', async () => {
        const { seed, request, rcpt, received } = await open(office, settings);
        const name = `Mike\r\nBcc: ${EVIL}\r\n\r\n<a href="https://evil.example">x</a> \u202e${EVIL}`;
        await seed(VICTIM, name);
        await request(VICTIM);
        expect(rcpt()).toEqual([VICTIM]);
        const { parsed } = received()[0]!;
        expect([...parsed.headers.keys()].filter((key) => /cc/.test(key))).toEqual([]);
        expect(String(parsed.html)).not.toMatch(/href="[^"]*evil/);
        expect(parsed.text).not.toMatch(/https:\/\/evil/);
      });

      it('attack 6: an address that changes after the request is mailed nothing', async () => {
        const { passwords, seed, move, rcpt } = await open(office, settings);
        const id = await seed(VICTIM);
        await passwords.requestReset({ identifier: VICTIM });
        // One entry: the request is resolved, and its mail waits.
        await passwords.drainOutbox({ maxEntries: 1 });
        await move(id, EVIL);
        await passwords.drainOutbox();
        expect(rcpt()).toEqual([]);
      });

      it('attack 6: the notice of a change goes to the address at commit', async () => {
        const { passwords, seed, move, rcpt, shown } = await open(office, settings);
        const id = await seed(VICTIM);
        const newPassword = passwordOf(1);
        await passwords.adminSetPassword({ accountId: String(id), newPassword, notify: true });
        await move(id, EVIL);
        await passwords.drainOutbox();
        expect(rcpt()).toEqual([VICTIM]);
        expect(shown()).not.toContain('evil');
      });
    });
  },
  sqlEngines.filter(({ name }) => FOLDING[name] !== undefined),
);
