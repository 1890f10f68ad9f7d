import fc from 'fast-check';
import { captureTransport, type MailerOptions, mailer } from 'latchkey/mail';
import { describe, expect, it } from 'vitest';
import { senderOf } from '../../../adapters/liquid/sender.js';
import { warnings } from '../warnings.js';
import { mailOf, render, variables } from './support.js';

describe('From', () => {
  it.each([
    ['no-reply@acme.example', { name: '', address: 'no-reply@acme.example' }],
    ['  no-reply@acme.example\n', { name: '', address: 'no-reply@acme.example' }],
    ['<no-reply@acme.example>', { name: '', address: 'no-reply@acme.example' }],
    ['Acme, Inc. <a@b.example>', { name: 'Acme, Inc.', address: 'a@b.example' }],
    ['"Acme, Inc." <a@b.example>', { name: 'Acme, Inc.', address: 'a@b.example' }],
    ['Acmé <a@bücher.example>', { name: 'Acmé', address: 'a@bücher.example' }],
    ['ceo@bank.example <a@b.example>', { name: 'ceobank.example', address: 'a@b.example' }],
    ['help＠bank <a@b.example>', { name: 'helpbank', address: 'a@b.example' }],
    ['help﹫bank.example <a@b.example>', { name: 'helpbank.example', address: 'a@b.example' }],
    [`${'x'.repeat(100)} <a@b.example>`, { name: 'x'.repeat(80), address: 'a@b.example' }],
  ])('%s is read', (text, sender) => {
    expect(senderOf(text)).toEqual(sender);
  });

  it.each([
    '',
    'Acme',
    'a@b.example, c@d.example',
    'Acme <a@b.example>, <c@d.example>',
    'A <a@b.example> B',
    'Acme <<a@b.example>>',
    'Acme <a@b.example',
    'Acme a@b.example>',
    'Acme <a b@c.example>',
    'Acme <a@b.example\r\nBcc: c@d.example>',
    '<>',
    'A <B> <a@b.example>',
    'a@b@c.example',
  ])('%j is no sender', (text) => {
    expect(senderOf(text)).toBeNull();
  });

  it.each([
    ['{{ application.name }} <no-reply@acme.example>', 'Acme & Sons', 'no-reply@acme.example'],
    ['{{ friendly_name | upcase }} <{{ support_email }}>', 'ACME EUROPE', 'help@acme.example'],
    ['{{ support_email }}', '', 'help@acme.example'],
    ["{% if tenant == 'acme-eu' %}EU{% endif %} <a@b.example>", 'EU', 'a@b.example'],
    [
      '{{ custom_domain.domain }} <a@{{ custom_domain.domain }}>',
      'login.acme.example',
      'a@login.acme.example',
    ],
  ])('%s is from %s <%s>', (from, name, address) => {
    expect(render({ from }).from).toEqual({ name, address });
  });

  it('without one, or with an empty one as Auth0’s API has it, is the mailer’s own', () => {
    const own = { name: 'Default', address: 'default@acme.example' };
    expect(render({}).from).toEqual(own);
    expect(render({ from: '' }).from).toEqual(own);
  });

  it.each(['help@bank', 'help＠bank', 'help﹫bank', '@＠﹫'])(
    'attack: an organization called %s looks like no address',
    (display_name) => {
      const from = '{{ organization.display_name }} <no-reply@acme.example>';
      const organization = () => ({ display_name });
      const { from: sender } = render({ from }, { variables: { ...variables, organization } });
      expect(sender.name.normalize('NFKC')).not.toContain('@');
      expect(sender.name).toBe(display_name.replace(/[@＠﹫]/g, ''));
    },
  );

  it('the address is the template’s, whatever a name says', () => {
    const from = '{{ organization.display_name }} <no-reply@acme.example>';
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (display_name) => {
        const organization = () => ({ display_name });
        const sender = render({ from }, { variables: { ...variables, organization } }).from;
        expect(sender.address).toBe('no-reply@acme.example');
        expect(sender.name).not.toMatch(/[@＠﹫<>"\p{Cc}\p{Zl}\p{Zp}]/u);
      }),
      { numRuns: 50 },
    );
  });
});

describe('a sender that any template of the application’s own gives', () => {
  const rendered = (from: unknown) => {
    const content = { subject: 'a', text: 'b', from };
    const templates = { unknown_address: () => content } as unknown as NonNullable<
      MailerOptions['templates']
    >;
    return mailer({
      transport: captureTransport(() => {}),
      from: 'default@acme.example',
      product: { name: 'Acme' },
      templates,
    }).render(mailOf('unknown_address'));
  };

  it('stands in place of the mailer’s', () => {
    expect(rendered('a@b.example').from).toEqual({ name: '', address: 'a@b.example' });
    expect(rendered({ name: 'B', address: 'a@b.example' }).from).toMatchObject({ name: 'B' });
    expect(rendered(undefined).from.address).toBe('default@acme.example');
    // The Message-ID stays what it is from one delivery to the next.
    expect(rendered('a@b.example').messageId).toBe('<entry-1@acme.example>');
  });

  it.each([
    'Acme <a@b.example>',
    'a@b.example, c@d.example',
    'a@b.example\r\nBcc: c@d.example',
    '',
    7,
    null,
    { address: 'nobody' },
    { name: 'A\r\nBcc: c@d.example', address: 'a@b.example' },
    { name: 'A\u2028B', address: 'a@b.example' },
    { name: 7, address: 'a@b.example' },
    { name: '\u202egro', address: 'a@b.example' },
  ])(
    'attack 3: %j is refused by the rules of the option, and the shipped mail goes out instead',
    (from) => {
      const warned = warnings();
      const mail = rendered(from);
      expect(mail.from).toEqual({ name: '', address: 'default@acme.example' });
      expect(mail.subject).toBe('Signing in to Acme');
      expect(warned()).toEqual([
        [
          expect.stringContaining('The template "unknown_address" gives a sender'),
          { type: 'LatchkeyWarning', code: 'mail.template_sender' },
        ],
      ]);
    },
  );
});
