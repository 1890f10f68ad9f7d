import { inspect } from 'node:util';
import type { Mail, MailDeliveryError } from 'latchkey';
import { liquidTemplates } from 'latchkey/liquid';
import { captureTransport, mailer } from 'latchkey/mail';
import { describe, expect, it } from 'vitest';
import { MAIL_KINDS } from '../../../adapters/liquid/known-variables.js';
import { warnings } from '../warnings.js';
import { CODE, DISAVOWAL, LINK, mailerOf, mailOf, TOKEN, variables, written } from './support.js';

/** Fails over Mallory, and over nobody else. */
const FAILS = "{% if user.name == 'Mallory' %}{{ user.name | append }}{% endif %}";
const NOBODY_FAILS =
  "{% if user.email == 'alice@example.com' %}{{ user.email | append }}{% endif %}";
const mallory = { account: { displayName: 'Mallory', extra: { secret: 'her-text' } } };

const ESSENTIAL: Readonly<Partial<Record<Mail['kind'], string>>> = {
  reset_code: '{{ code }}',
  password_changed: '{{ disavow_url }}',
  address_changed: '{{ disavow_url }}',
  account_changed: '{{ disavow_url }}',
  provider_account: '',
  passwordless_account: '',
  unknown_address: '',
};

const shippedMails = mailer({
  transport: captureTransport(() => {}),
  from: { name: 'Default', address: 'default@acme.example' },
  product: { name: 'Acme' },
});

describe('attack: whoever makes a template fail keeps a mail from its reader', () => {
  it.each(MAIL_KINDS)('%s goes out as it is shipped', (kind) => {
    const essential = ESSENTIAL[kind] ?? '{{ url }}';
    // Where there is no account, there is no name either.
    const source = kind === 'unknown_address' ? NOBODY_FAILS : FAILS;
    const mail = mailOf(kind, { ...mallory, locale: 'de' });
    const { mail: sent, faults } = written(
      { subject: 'Ours', body: `${essential}${source}x` },
      { mail },
    );
    expect(sent).toEqual(shippedMails.render(mail));
    expect(faults).toMatchObject([{ code: 'template_failed', undelivered: true }]);
  });

  it('in the reader’s language, with the link, the code or the way back', () => {
    for (const [kind, holds] of [
      ['reset_link', LINK],
      ['reset_code', CODE],
      ['password_changed', DISAVOWAL],
      ['account_changed', DISAVOWAL],
    ] as const) {
      const body = `${ESSENTIAL[kind] ?? '{{ url }}'}${FAILS}`;
      const { mail } = written({ body }, { mail: mailOf(kind, { ...mallory, locale: 'de' }) });
      expect(mail.html).toMatch(/<html[^>]* lang="de"/);
      expect(mail.text.replace(/\s/g, '')).toContain(holds.replace(/\s/g, ''));
    }
  });

  it.each(['from', 'subject', 'body', 'text'] as const)('whichever field fails: %s', (name) => {
    const fails =
      name === 'from'
        ? "{% if organization.name == 'Mallory' %}{{ tenant | append }}{% endif %}a@b.example"
        : `{{ ${name === 'subject' ? 'tenant' : 'url'} }}${FAILS}`;
    const organization = () => ({ name: 'Mallory' });
    const { mail, faults } = written(
      { [name]: fails },
      { mail: mailOf('reset_link', mallory), variables: { ...variables, organization } },
    );
    expect(mail.subject).toBe('Reset your Acme password');
    expect(mail.from.address).toBe('default@acme.example');
    expect(faults[0]?.message).toContain(`"reset_link.${name}" failed at line 1, column`);
  });

  it('a busy machine is given one more try, so that a mail stays what it is', () => {
    const slow =
      "{% assign list = '0,1,2,3,4,5,6,7,8,9' | split: ',' %}" +
      '{% for a in list %}'.repeat(10) +
      '{% endfor %}'.repeat(10);
    // The first look at the clock takes all the time there is, and the second none of it.
    let looks = 0;
    const clock = () => {
      looks += 1;
      const until = performance.now() + (looks === 2 ? 400 : 0);
      while (performance.now() < until);
      return new Date(0);
    };
    const options = { clock, timeLimitMs: 100 };
    const body = "{{ url }}{{ 'now' | date: '%Y' }}";
    expect(written({ body }, options)).toMatchObject({ faults: [], mail: { subject: 'Subject' } });
    expect(looks).toBe(3);
    expect(
      written({ body: `{{ url }}{% if user.name == 'Alice Archer' %}${slow}{% endif %}` }, options)
        .faults,
    ).toMatchObject([{ code: 'template_timeout' }]);
  });

  it('what is the mail’s own fault stays its own', () => {
    const warned = warnings();
    const mails = mailerOf({});
    const mail = mailOf('reset_link', { url: 'javascript:alert(1)' });
    expect(() => mails.render(mail)).toThrow(
      expect.objectContaining({ code: 'link_refused', permanent: true }),
    );
    expect(warned()).toEqual([]);
  });
});

describe('the operator is told', () => {
  it('once for each template and fault, of field and place and of no value', () => {
    const warned = warnings();
    const doubled = `{% assign a = 'x' %}${'{% assign a = a | append: a %}'.repeat(60)}`;
    const mails = mailerOf({
      body: `{{ url }}${FAILS}{% if user.name == 'Eve' %}${doubled}{% endif %}`,
    });
    for (const displayName of ['Mallory', 'Mallory', 'Eve', 'Alice', 'Eve'])
      mails.render(mailOf('reset_link', { account: { ...mallory.account, displayName } }));
    expect(warned()).toEqual([
      [
        '[latchkey] The template "reset_link.body" failed at line 1, column 41. ' +
          'Mails that it fails go out in the shipped words: mend it.',
        { type: 'LatchkeyWarning', code: 'mail.template_failed' },
      ],
      [
        expect.stringContaining('"reset_link.body" makes too much at line 1, column'),
        { type: 'LatchkeyWarning', code: 'mail.template_limit' },
      ],
    ]);
    const told = inspect(warned(), { depth: 9, showHidden: true });
    for (const secret of [TOKEN, 'Mallory', 'her-text', 'alice@example.com'])
      expect(told).not.toContain(secret);
  });

  it('by "onError" of each mail, and of none by a warning then', () => {
    const warned = warnings();
    const told: MailDeliveryError[] = [];
    const mails = mailerOf(
      { body: `{{ url }}${FAILS}` },
      { onError: (error) => void told.push(error) },
    );
    for (let mail = 0; mail < 3; mail += 1) mails.render(mailOf('reset_link', mallory));
    expect(told.map(({ code }) => code)).toEqual(Array(3).fill('template_failed'));
    expect(told[0]?.message).toBe('The template "reset_link.body" failed at line 1, column 41.');
    expect(warned()).toEqual([]);
    const said = inspect(told, { depth: 9, showHidden: true });
    for (const secret of [TOKEN, 'Mallory', 'her-text']) expect(said).not.toContain(secret);
  });

  it('what "onError" throws does not stop the mail', () => {
    const onError = () => {
      throw new Error('no monitor');
    };
    const mails = mailerOf({ body: `{{ url }}${FAILS}` }, { onError });
    expect(mails.render(mailOf('reset_link', mallory)).text).toContain(LINK);
  });

  it('a sender that is none is named', () => {
    const from = "{% if organization.name == 'M' %}nobody{% else %}a@b.example{% endif %}";
    const organization = () => ({ name: 'M' });
    const { mail, faults } = written({ from }, { variables: { ...variables, organization } });
    expect(mail.from).toEqual({ name: 'Default', address: 'default@acme.example' });
    expect(faults).toMatchObject([{ code: 'template_sender' }]);
  });
});

describe('functions of the application that throw', () => {
  const throwing = () => {
    throw new TypeError('her-text is no function');
  };
  const trap = Object.defineProperty({}, 'a', { enumerable: true, get: throwing });

  it.each<[string, object]>([
    ['variables.user', { user: throwing }],
    ['variables.user', { user: () => ({ user_metadata: trap }) }],
    ['variables.organization', { organization: throwing }],
    ['variables.own.a', { own: { a: throwing } }],
    ['variables.own.a', { own: { a: () => trap } }],
  ])('do not keep the mail back either, and are named: %s', (option, broken) => {
    const { mail, faults } = written({}, { variables: { ...variables, ...broken } });
    expect(mail.subject).toBe('Reset your Acme password');
    expect(mail.text).toContain(LINK);
    expect(faults).toMatchObject([
      { code: 'template_variables', message: `The function "${option}" threw: TypeError.` },
    ]);
    expect(inspect(faults, { depth: 9, showHidden: true })).not.toContain('her-text');
  });

  it('an error with a name of its own is not quoted', () => {
    const user = () => {
      throw Object.assign(new Error('x'), { name: 'her-text' });
    };
    const { faults } = written({}, { variables: { ...variables, user } });
    expect(faults[0]?.message).toBe('The function "variables.user" threw: Error.');
  });
});

it('"onError" must be a function', () => {
  const templates = { unknown_address: { subject: 'a', body: 'b' } };
  expect(() => liquidTemplates({ templates, variables, onError: 7 as never })).toThrow(
    'liquidTemplates: "onError" must be a function',
  );
});
