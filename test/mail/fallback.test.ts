import { inspect } from 'node:util';
import {
  type Mail,
  MailDeliveryError,
  type PasswordEvent,
  PasswordService,
  unwrap,
} from 'latchkey';
import {
  captureTransport,
  type MailerOptions,
  mailer,
  orShipped,
  type RenderedContent,
  type RenderedMail,
} from 'latchkey/mail';
import { memoryStores } from 'latchkey/memory';
import { smtpTransport } from 'latchkey/nodemailer';
import { insecureTestHasher } from 'latchkey/testing';
import { describe, expect, it, onTestFinished } from 'vitest';
import { postOffice } from '../support/smtp-post-office.js';
import { everyKind, TOKEN } from './mails.js';
import { render } from './render.js';
import { warnings } from './warnings.js';

type Templates = NonNullable<MailerOptions['templates']>;

/** As they are written by whoever has only seen accounts with a name. */
const firstName = (mail: Mail) =>
  ('account' in mail ? mail.account : null)!.displayName!.split(' ')[0];

/** One template for every kind, which greets people by their first name. */
function greeting(write: (mail: Mail) => unknown = firstName): Templates {
  const kinds = Object.keys(everyKind());
  const template = (mail: Mail) => ({ subject: 'Ours', text: `Hi ${write(mail)}\n` });
  return Object.fromEntries(kinds.map((kind) => [kind, template])) as Templates;
}

const kinds = Object.keys(everyKind()) as Mail['kind'][];
const throwing = (error: unknown) => () => {
  throw error;
};

describe('attack: whoever makes a template of one’s own throw keeps a mail from its reader', () => {
  it.each(kinds)('%s goes out as it is shipped', (kind) => {
    const warned = warnings();
    const mail = everyKind({ displayName: null, locale: 'de' })[kind];
    expect(render(mail, { templates: greeting() })).toEqual(render(mail));
    expect(warned()).toEqual([
      [
        `[latchkey] The template "${kind}" failed: TypeError. ` +
          'Mails that it fails go out in the shipped words: mend it.',
        { type: 'LatchkeyWarning', code: 'mail.template_failed' },
      ],
    ]);
  });

  it('whoever it does not fail over has one’s own words', () => {
    const warned = warnings();
    const { subject, text } = render(everyKind().password_changed, { templates: greeting() });
    expect({ subject, text }).toEqual({ subject: 'Ours', text: 'Hi Alice\n' });
    expect(warned()).toEqual([]);
  });

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['a promise', Promise.resolve({ subject: 'Ours', text: 'Hi' })],
    ['no subject', { text: 'Hi' }],
    ['no text', { subject: 'Ours' }],
    ['HTML that is no text', { subject: 'Ours', text: 'Hi', html: { path: '/etc/passwd' } }],
  ])('what comes to %s is none', (_name, content) => {
    const warned = warnings();
    const { invitation } = everyKind();
    const templates = { invitation: () => content as RenderedContent };
    expect(render(invitation, { templates })).toEqual(render(invitation));
    expect(warned()).toHaveLength(1);
  });

  it('the notice of a change comes over SMTP, at once', async () => {
    const warned = warnings();
    const office = await postOffice();
    const mails = mailer<string>({
      transport: smtpTransport(office.url),
      from: 'no-reply@acme.example',
      product: { name: 'Acme' },
      templates: greeting(),
    });
    const stores = memoryStores();
    const events: PasswordEvent[] = [];
    const passwords = new PasswordService<string>({
      stores,
      mailer: mails,
      links: {
        reset: 'https://app.example/password/reset',
        disavow: 'https://app.example/password/disavow',
      },
      outbox: 'external',
      hasher: insecureTestHasher(),
      onEvent: (event) => void events.push(event),
    });
    onTestFinished(async () => {
      await passwords.close();
      await mails.close();
      await office.close();
    });
    const currentPassword = 'correct horse battery staple';
    await stores.accounts.add({
      id: 'alice',
      email: 'alice@example.com',
      emailVerified: true,
      displayName: null,
      passwordHash: await insecureTestHasher().hash(currentPassword),
    });
    const newPassword = 'seven wet umbrellas on a tram';
    unwrap(await passwords.changePassword({ accountId: 'alice', currentPassword, newPassword }));
    await passwords.drainOutbox();
    expect(office.received.map(({ parsed }) => parsed.subject)).toEqual([
      'Your Acme password was changed',
    ]);
    expect(office.received[0]?.parsed.text).toContain('/password/disavow?token=');
    expect(events.map(({ type }) => type)).not.toContain('outbox.deferred');
    expect(warned()).toHaveLength(1);
  });
});

describe('what a template throws', () => {
  it('on purpose and for good is the mail’s own fault', () => {
    const warned = warnings();
    const options = { permanent: true, code: 'unsubscribed' };
    const error = new MailDeliveryError('This one gets no mail.', options);
    const templates = greeting(throwing(error));
    for (const mail of Object.values(everyKind()))
      expect(() => render(mail, { templates })).toThrow(error);
    expect(warned()).toEqual([]);
  });

  it('a link that no mail may carry is so too, whether the template looks at it or not', () => {
    const warned = warnings();
    const { reset_link } = everyKind({ url: 'javascript:alert(1)', displayName: null });
    const looking: Templates = {
      reset_link: ({ url }, { link }) => ({ subject: 'Ours', text: link(url) }),
    };
    for (const templates of [looking, greeting()])
      expect(() => render(reset_link, { templates })).toThrow(
        expect.objectContaining({ code: 'link_refused', permanent: true }),
      );
    expect(warned()).toEqual([]);
  });

  it.each<[string, unknown]>([
    ['an error', new Error(`alice@example.com ${TOKEN}`)],
    ['an error with a name of its own', Object.assign(new Error(TOKEN), { name: TOKEN })],
    ['a text', TOKEN],
    ['nothing', undefined],
    ['what shall be tried again', new MailDeliveryError(TOKEN, { permanent: false })],
  ])('%s is told without its words', (_name, error) => {
    const warned = warnings();
    const { password_changed } = everyKind();
    const templates = greeting(throwing(error));
    expect(render(password_changed, { templates })).toEqual(render(password_changed));
    expect(warned()).toMatchObject([[expect.stringContaining('"password_changed" failed: '), {}]]);
    const said = inspect(warned(), { depth: 9, showHidden: true });
    for (const secret of [TOKEN, 'alice@']) expect(said).not.toContain(secret);
  });

  it('is told once for each template and code, of a mailer', () => {
    const warned = warnings();
    const mails = mailer({
      transport: captureTransport(() => {}),
      from: 'no-reply@acme.example',
      product: { name: 'Acme' },
      templates: {
        ...greeting(),
        unknown_address: ({ to }) => ({ subject: 'Ours', text: '', from: to.replace('@', ' ') }),
      },
    });
    for (const displayName of [null, null, 'Alice', null])
      for (const mail of Object.values(everyKind({ displayName }))) mails.render(mail);
    expect(warned()).toHaveLength(kinds.length);
    expect(warned()).toContainEqual([
      expect.stringContaining('"unknown_address" gives a sender'),
      { type: 'LatchkeyWarning', code: 'mail.template_sender' },
    ]);
  });
});

describe('orShipped', () => {
  const told: MailDeliveryError[] = [];
  const invitation = orShipped(
    'invitation',
    ({ account, url }) => ({ subject: `Hi ${account.displayName!.trim()}`, text: url }),
    { onError: (error) => void told.push(error) },
  );
  const rendered = (displayName: string | null, templates: Templates): RenderedMail =>
    render(everyKind({ displayName }).invitation, { templates });

  it('tells each time, in a way of one’s own, and then nobody warns', () => {
    const warned = warnings();
    for (const name of [null, 'Alice ', null])
      expect(rendered(name, { invitation }).subject).toBe(
        name === null ? 'Your invitation to Acme' : 'Hi Alice',
      );
    expect(told).toMatchObject(
      Array(2).fill({ code: 'template_failed', permanent: false, undelivered: true }),
    );
    expect(warned()).toEqual([]);
  });

  it('what "onError" throws does not stop the mail', () => {
    const onError = throwing(new Error('no monitor'));
    const failing = orShipped('invitation', throwing(new Error('no')), { onError });
    expect(rendered('Alice', { invitation: failing })).toEqual(rendered('Alice', {}));
  });
});

it('a template may look at the others by `this`', () => {
  const templates: Templates = {
    reset_link: ({ url }) => ({ subject: 'Ours', text: url }),
    invitation(mail, tools) {
      return this.reset_link!(mail, tools);
    },
  };
  expect(render(everyKind().invitation, { templates }).subject).toBe('Ours');
});

it('a template that is no function throws at construction', () => {
  const templates = { invitation: 'Hi' } as unknown as Templates;
  expect(() => render(everyKind().invitation, { templates })).toThrow(
    'mailer: "templates.invitation" must be a function',
  );
  const none = { invitation: undefined } as unknown as Templates;
  expect(render(everyKind().invitation, { templates: none }).text).toContain(TOKEN);
});
