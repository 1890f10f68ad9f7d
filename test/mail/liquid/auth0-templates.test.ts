import type { Mail } from 'latchkey';
import { type LiquidVariables, liquidTemplates } from 'latchkey/liquid';
import { captureTransport, mailer } from 'latchkey/mail';
import { describe, expect, it } from 'vitest';
import {
  blockedAccount,
  breachAlert,
  changePasswordCode,
  changePasswordLink,
  untouchedBreachAlert,
  userInvitation,
} from './auth0-templates.js';
import { CODE, LINK, mailOf, render, variables } from './support.js';

const organization = {
  id: 'org_1',
  name: 'north',
  display_name: 'North & West',
  branding: {
    logo_url: 'https://cdn.example/logo.png',
    colors: { primary: '#123abc', page_background: 'red;}' },
  },
};

function mails(more: Partial<LiquidVariables> = {}) {
  return mailer({
    transport: captureTransport(() => {}),
    from: { name: 'Default', address: 'default@acme.example' },
    product: { name: 'Acme' },
    templates: liquidTemplates({
      timeLimitMs: 1_000,
      templates: {
        reset_link: changePasswordLink,
        reset_code: changePasswordCode,
        breach_lock: breachAlert,
        invitation: userInvitation,
      },
      variables: {
        ...variables,
        user: () => ({
          nickname: "Al's",
          user_metadata: { lang: 'it' },
          app_metadata: { steps: ['Choose', 'Wait < 1 h'] },
        }),
        own: {
          inviter: (mail: Mail) => ({ name: mail.to === 'alice@example.com' ? 'Bob' : '?' }),
          roles: [{ name: 'Editor' }, { name: 'Reader' }],
        },
        ...more,
      },
      clock: () => new Date('2031-05-06T00:00:00Z'),
    }),
  });
}

describe('mails in the shape of Auth0’s', () => {
  it('a link to change the password', () => {
    const mail = mails().render(mailOf('reset_link'));
    expect(mail).toMatchObject({
      from: { name: 'Acme & Sons', address: 'no-reply@acme.example' },
      to: 'alice@example.com',
      subject: 'A new password for Acme & Sons',
    });
    expect(mail.html).toContain(`<a href="${LINK.replace('&', '&amp;')}">Choose a new one</a>`);
    expect(mail.html).toContain('&copy; 2031 Acme Europe&nbsp;&ndash; Acme &amp; Sons</p>');
    expect(mail.html).toContain('a { color: #0a84ff;');
    expect(mail.text).toBe(`Reset your password

Hello Alice Archer,

someone asked for a new password of alice@example.com (Username-Password-Authentication).

Choose a new one
${LINK}

Was it not you? Write to help@acme.example.

© 2031 Acme Europe – Acme & Sons
`);
  });

  it.each([
    ['de', 'Neues Kennwort für Acme & Sons', 'Guten Tag Alice Archer,'],
    ['de-AT', 'A new password for Acme & Sons', 'Guten Tag Alice Archer,'],
    ['es', 'A new password for Acme & Sons', 'Restablecer la contraseña'],
    ['fr', 'A new password for Acme & Sons', 'Hello Alice Archer,'],
    [null, 'A new password for Acme & Sons', 'Hello Alice Archer,'],
  ])('request_language %s chooses the words', (locale, subject, words) => {
    const mail = mails().render(mailOf('reset_link', { locale }));
    expect(mail.subject).toBe(subject);
    expect(mail.text).toContain(words);
    expect(mail.text).toContain(LINK);
  });

  it('a code', () => {
    const mail = mails().render(mailOf('reset_code', { account: { emailVerified: false } }));
    expect(mail.from).toEqual({ name: '', address: 'no-reply@acme.example' });
    // `| escape` in a line that is no HTML does not show entities.
    expect(mail.subject).toBe('Your code for Acme & Sons');
    expect(mail.html).toContain(`<strong>${CODE}</strong>`);
    expect(mail.text).toContain(`\n\n${CODE}\n\nYour address is not confirmed.\n`);
    expect(mail.text).not.toContain('easily copied');
  });

  it('a breach, with lists, metadata and the mailer’s own sender', () => {
    const mail = mails().render(mailOf('breach_lock'));
    expect(mail.from).toEqual({ name: 'Default', address: 'default@acme.example' });
    expect(mail.html).toContain('Ciao Al&#39;s,');
    expect(mail.html).toContain('<li>2: Wait &lt; 1 h</li>');
    expect(mail.text).toContain("Ciao Al's,\n\n- 1: Choose\n- 2: Wait < 1 h\n\nSet another one\n");
    expect(mail.text).toContain('or see our help.\nhttps://acme.example/help?a=1&b=2\n');
  });

  it('a breach whose template was never touched, with the shipped subject in the reader’s language', () => {
    const logo_url = 'https://cdn.acme.example/logo.png?v=2&s=80';
    const mail = render(untouchedBreachAlert, {
      mail: mailOf('breach_lock', { locale: 'de' }),
      variables: { ...variables, own: { logo_url } },
    });
    expect(mail.from.address).toBe('default@acme.example');
    expect(mail.subject).toBe('Ihr Passwort bei Acme ist nicht mehr sicher');
    expect(mail.html).toContain(`src="${logo_url.replace('&', '&amp;')}" width="80"`);
    expect(mail.html).toContain('<strong>Acme Europe</strong>');
    expect(mail.text).toContain(LINK);
  });

  it('a blocked account, as far as it is told where from', () => {
    const mail = mailOf('breach_lock');
    const from = { ip: '203.0.113.9', place: 'Lyon, France' };
    const told = { ...mail, context: { ...mail.context, ...from } };
    const { subject, text } = render(blockedAccount, { mail: told });
    expect(subject).toBe('Blocked 203.0.113.9');
    expect(text).toContain('Somebody tried from 203.0.113.9, Lyon, France.\n');
    expect(render(blockedAccount, { mail }).text).toContain('Somebody tried.\n');
  });

  it('an invitation to an organization, with variables of the application’s own', () => {
    const mail = mails({ organization: () => organization }).render(mailOf('invitation'));
    expect(mail.from).toEqual({ name: 'North & West', address: 'no-reply@acme.example' });
    expect(mail.subject).toBe('Bob invites you to North & West');
    expect(mail.html).toContain('<b>North &amp; West</b>\n            as Editor, Reader.');
    // What was captured is the template's own markup.
    expect(mail.html).toContain(
      `<a href="${LINK.replace('&', '&amp;')}" style="color: #fff">Accept</a>`,
    );
    expect(mail.html).toContain(
      '<img src="https://cdn.example/logo.png" width="120" alt="North &amp; West" />',
    );
    expect(mail.html).toContain('a { color: #123abc;');
    expect(mail.text).toContain('North & West\n');
  });
});
