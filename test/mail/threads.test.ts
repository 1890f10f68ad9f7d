import { PasswordService, unwrap } from 'latchkey';
import { type MailTransport, mailer } from 'latchkey/mail';
import { memoryStores } from 'latchkey/memory';
import { smtpTransport } from 'latchkey/nodemailer';
import { fixedClock, insecureTestHasher } from 'latchkey/testing';
import { describe, expect, it, onTestFinished } from 'vitest';
import { postOffice } from '../support/smtp-post-office.js';
import { everyKind } from './mails.js';
import { render } from './render.js';

const LINKS = {
  reset: 'https://app.example/password/reset',
  disavow: 'https://app.example/password/disavow',
};

/** Two workers over the same stores and one mail server. The first never hears what it answers. */
async function open() {
  const office = await postOffice();
  const smtp = smtpTransport(office.url);
  const deaf: MailTransport = {
    async send(message, call) {
      await smtp.send(message, call);
      throw new Error('The answer was lost.');
    },
  };
  const clock = fixedClock();
  const stores = memoryStores();
  const worker = (transport: MailTransport) =>
    new PasswordService<string>({
      stores,
      mailer: mailer<string>({
        transport,
        from: 'no-reply@acme.example',
        product: { name: 'Acme' },
      }),
      links: LINKS,
      keys: ['a key of the tests of threads, of 32 bytes at least'],
      outbox: 'external',
      hasher: insecureTestHasher(),
      clock: clock.now,
      onEvent: () => {},
    });
  const [first, second] = [worker(deaf), worker(smtp)];
  onTestFinished(async () => {
    await Promise.all([first.close(), second.close()]);
    await smtp.close?.();
    await office.close();
  });
  await stores.accounts.add({
    id: 'alice',
    email: 'alice@example.com',
    emailVerified: true,
    passwordHash: await insecureTestHasher().hash('correct horse battery staple'),
  });
  return {
    first,
    async deliverTwice() {
      await first.drainOutbox();
      clock.advance({ seconds: 120 });
      await second.drainOutbox();
      // Off the wire, as a mail program reads them.
      return office.received.map(({ raw, parsed }) => ({
        messageId: parsed.messageId,
        references: parsed.references,
        raw: /^References: (.*)\r$/m.exec(raw)?.[1],
        token: /[?&]token=([\w-]+)/.exec(parsed.text ?? '')?.[1],
      }));
    },
  };
}

describe('a mail that is delivered a second time, by another worker', () => {
  it('has a link and a Message-ID of its own, and stands in the thread of the first', async () => {
    const { first, deliverTwice } = await open();
    unwrap(await first.requestReset({ identifier: 'alice@example.com' }));
    const [one, other, ...more] = await deliverTwice();
    expect(more).toEqual([]);
    expect(other?.token).not.toBe(one?.token);
    expect(other?.messageId).not.toBe(one?.messageId);
    expect(one?.references).toMatch(/^<[\w-]+@acme\.example>$/);
    expect(one?.raw).toBe(one?.references);
    expect(other?.references).toBe(one?.references);
    expect([one?.messageId, other?.messageId]).not.toContain(one?.references);
  });

  it('and another request begins another thread', async () => {
    const { first, deliverTwice } = await open();
    unwrap(await first.requestReset({ identifier: 'alice@example.com' }));
    await deliverTwice();
    unwrap(await first.requestReset({ identifier: 'alice@example.com' }));
    const threads = (await deliverTwice()).map(({ references }) => references);
    expect(threads.map((thread) => threads.indexOf(thread))).toEqual([0, 0, 2, 2]);
  });

  it('has the same Message-ID where it is a code or a notice, and needs no thread', async () => {
    const { first, deliverTwice } = await open();
    unwrap(await first.requestReset({ identifier: 'alice@example.com', deliver: 'code' }));
    unwrap(
      await first.changePassword({
        accountId: 'alice',
        currentPassword: 'correct horse battery staple',
        newPassword: 'seven wet umbrellas on a tram',
      }),
    );
    const mails = await deliverTwice();
    expect(mails.length).toBeGreaterThan(2);
    const ids = new Set(mails.map(({ messageId }) => messageId));
    expect(ids.size).toBe(mails.length / 2);
    expect(mails.map(({ references }) => references)).toEqual(mails.map(() => undefined));
  });
});

it('a thread that is not fit for a header is replaced by its digest', () => {
  const mail = { ...everyKind().reset_link, threadId: 'a\r\nBcc: evil@x' };
  expect(render(mail).headers.References).toMatch(/^<[0-9a-f]{64}@acme\.example>$/);
  expect(render(everyKind().reset_link).headers).not.toHaveProperty('References');
});
