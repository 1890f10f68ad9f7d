import { captureTransport, mailer } from 'latchkey/mail';
import { describe, expect, it } from 'vitest';
import { MAIL_KINDS } from '../../../adapters/liquid/known-variables.js';
import { mailOf, render, written } from './support.js';

const shippedMails = mailer({
  transport: captureTransport(() => {}),
  from: 'default@acme.example',
  product: { name: 'Acme' },
});

/** What a body of this kind may not leave out. */
function bodyOf(kind: string): string {
  if (/changed|account$|address$/.test(kind)) return 'x';
  return kind === 'reset_code' ? '{{ code }}' : '{{ url }}';
}

describe('Subject', () => {
  it.each(MAIL_KINDS)(
    'that is not set is the shipped one, in the reader’s language: %s',
    (kind) => {
      const body = bodyOf(kind);
      const mail = mailOf(kind, { locale: 'de' });
      const ours = render({ body }, { mail });
      const { subject } = shippedMails.render(mail);
      for (const unset of [undefined, null, '', ' \n'])
        expect(written({ subject: unset, body }, { mail })).toEqual({
          mail: { ...ours, subject },
          faults: [],
        });
    },
  );

  it('that comes out empty for one person is the shipped one as well', () => {
    const subject = '{% if user.name %}Hello {{ user.name }}{% endif %}';
    const to = (displayName: string | null) =>
      written({ subject }, { mail: mailOf('reset_link', { account: { displayName } }) });
    expect(to('Alice').mail.subject).toBe('Hello Alice');
    for (const nameless of [null, ' ', '\u202e'])
      expect(to(nameless)).toMatchObject({
        mail: { subject: 'Reset your Acme password', text: expect.stringContaining('https://') },
        faults: [],
      });
  });
});
