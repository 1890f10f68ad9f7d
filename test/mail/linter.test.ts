import { caniemail } from 'caniemail';
import { describe, expect, it } from 'vitest';
import { everyMail, render } from './render.js';

/** Those that most people read mail with, as far as caniemail.com has tested what we use. */
const CLIENTS = [
  'apple-mail.macos',
  'apple-mail.ios',
  'gmail.desktop-webmail',
  'gmail.ios',
  'gmail.android',
  'gmail.mobile-webmail',
  'outlook.windows',
  'outlook.macos',
  'outlook.ios',
  'outlook.android',
  'yahoo.desktop-webmail',
  'yahoo.ios',
  'yahoo.android',
  'samsung-email.android',
  'thunderbird.macos',
  'protonmail.desktop-webmail',
  'protonmail.ios',
  'protonmail.android',
  'fastmail.desktop-webmail',
] as const;

const WITHOUT_SHEET =
  'the style sheet holds the dark design and the narrow margins alone; all else is inline';
const KEYBOARD = 'the browser’s own ring shows what a keyboard has reached';

/** What some of them do not support, and why we use it all the same. */
const ALLOWED: Readonly<Record<string, string>> = {
  '<style> element': WITHOUT_SHEET,
  '@media': WITHOUT_SHEET,
  'Attribute selector': WITHOUT_SHEET,
  'Chaining selectors': WITHOUT_SHEET,
  'Class selector': WITHOUT_SHEET,
  'Descendant combinator': WITHOUT_SHEET,
  'ID selector': WITHOUT_SHEET,
  'Type selector': WITHOUT_SHEET,
  ':focus': KEYBOARD,
  outline: KEYBOARD,
  'outline-offset': KEYBOARD,
  '<body> element': 'the ground is on the element within it as well',
  'border-radius': 'corners are square in Outlook on Windows',
  'display:none': 'the preheader is one pixel high, and no pixel of it is shown',
  overflow: 'the preheader is hidden from Outlook by `mso-hide`',
  'aria-hidden attribute': 'the first letter of the product’s name is read before the name',
  'height property': 'the gap below a code has the same `line-height`',
  'text-decoration': 'a button’s label is underlined',
  'white-space': 'a label of the list of facts wraps',
  'word-break':
    'links break at their own slashes and dashes, and Yahoo fits the mail to the screen',
};

describe('an HTML-mail linter', () => {
  it('finds nothing that a mail program does not support but what we know of', () => {
    const found = new Set<string>();
    for (const locale of ['en', 'ar'])
      for (const [, mail] of everyMail({ locale })) {
        const { issues } = caniemail({ clients: [...CLIENTS], html: render(mail).html ?? '' });
        for (const faults of issues.errors.values())
          for (const { title } of faults) found.add(title);
      }
    expect([...found].sort()).toEqual(Object.keys(ALLOWED).sort());
  });

  it('sees what is not supported', () => {
    const html = '<form><input type="text"></form><div style="position:fixed">x</div>';
    const { issues } = caniemail({ clients: [...CLIENTS], html });
    expect(issues.errors.size).toBeGreaterThan(0);
  });
});
