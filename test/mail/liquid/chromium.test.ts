import fc from 'fast-check';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch, skipReason } from '../../browser/support.js';
import { mailerOf, mailOf } from './support.js';

/** Names that run a script where they come to stand in a tag, in a script or in a URL. */
const NAMES = [
  'src=x onerror=alert(1) x',
  'x onmouseover=alert(1) autofocus onfocus=alert(1) tabindex=0',
  '"><img src=x onerror=alert(1)>',
  "'><svg onload=alert(1)>",
  'alert(1)',
  '</script><script>alert(1)</script>',
  '--><img src=x onerror=alert(1)>',
];

const HELLO = '{% capture hello %}Hello "{{ user.name }}"{% endcapture %}';
const BODIES = [
  `${HELLO}<h1>{{ hello }}</h1><img src="data:," alt="{{ hello }}"><a href="{{ url }}">Choose</a>`,
  `${HELLO}<p title='{{ hello }}' class="{{ hello }}">{{ url }}</p>`,
  '{% raw %}<script>{% endraw %}var x = {{ user.name }};{% raw %}</script>{% endraw %}{{ url }}',
  '<img src="data:," title={% if user.user_metadata.q %}"{% endif %}{{ user.name }}{% if user.user_metadata.q %}"{% endif %}>{{ url }}',
  '<img {% if user.user_metadata.q %}title="{% else %}title={% endif %}{{ user.name }}{% if user.user_metadata.q %}"{% endif %}>{{ url }}',
  '<script><!--<script></script>{{ user.name }}</script>{{ url }}',
  '<!-- a --!><img title={{ user.name }}>-->{{ url }}',
  '<img src="data:," a=b {%- if true -%} title="{{ user.name }}"{% endif %}>{{ url }}',
  '<img ="{{ user.name }}">{{ url }}',
  '<svg><title><img title={{ user.name }}></title></svg>{{ url }}',
  '<!--{{ user.name }}><img title="--><img title={{ user.name }}>">{{ url }}',
];

/** A body as it comes to people of these names; `null` where it is refused. */
function htmlFor(body: string, names: readonly string[]): readonly string[] | null {
  try {
    const mails = mailerOf({ body });
    return names.map((displayName) => {
      const mail = mails.render(mailOf('reset_link', { account: { displayName } }));
      return String(mail.html);
    });
  } catch (error) {
    expect(error).toMatchObject({ code: 'ERR_INVALID_OPTION' });
    return null;
  }
}

describe.skipIf(skipReason !== null)('attack 5: in Chromium', () => {
  let browser: Browser;
  let page: Page;
  const dialogs: string[] = [];

  beforeAll(async () => {
    browser = await launch();
    page = await browser.newPage();
    page.on('dialog', async (dialog) => {
      dialogs.push(dialog.message());
      await dialog.dismiss();
    });
  });
  afterAll(() => browser.close());

  async function load(html: string): Promise<void> {
    await page.setContent(html, { waitUntil: 'load' });
    // An image's failure and a focus are told before the second frame.
    await page.evaluate(async () => {
      const { requestAnimationFrame: next } = globalThis as never as {
        requestAnimationFrame(call: (at: number) => void): void;
      };
      for (let frame = 0; frame < 2; frame += 1) await new Promise(next);
    });
  }

  it('a dialog would be seen', async () => {
    await load('<img src="data:," onerror="alert(1)">');
    expect(dialogs.splice(0)).toEqual(['1']);
  });

  it.each(BODIES)('no dialog opens, whatever a person is called: %s', async (body) => {
    for (const html of htmlFor(body, NAMES) ?? []) await load(html);
    expect(dialogs.splice(0)).toEqual([]);
  });

  const PIECES = [
    ...[
      '{{ user.name }}',
      '{{ user.name }}',
      '{{ user.name }}',
      '{{ hello }}',
      '<p ',
      '<p',
      '</p>',
    ],
    ...['title=', ' title="', '"', "'", '>', '<', '/', '=', ' ', 'a', '-', '!', '<!--', '-->'],
    ...['--!>', '<style>', '</style>', '</stylex>', '<title>', '</title>', '<script>', '</script>'],
    ...['<![endif]-->', '<!--[if mso]>', '<svg>', '</svg>', '<math>', '<select>', '<noscript>'],
    ...['<textarea>', '</textarea>'],
  ];
  const BLOCKS = [
    '{% if user.email %}$1{% endif %}',
    '{%- if true -%}$1{%- endif -%}',
    '{% if user.app_metadata.no %}$1{% else %}$2{% endif %}',
    '{% case 1 %}{% when 1 %}$1{% when 1 %}$2{% endcase %}',
    '{% for x in (1..2) %}$1{% endfor %}',
    '{% for x in (1..2) %}$1{% if x == 1 %}{% continue %}{% endif %}$2{% endfor %}',
    '{% capture hello %}$1{% endcapture %}',
    '{% raw %}$1{% endraw %}',
  ];
  const run = fc.array(fc.constantFrom(...PIECES), { maxLength: 6 }).map((all) => all.join(''));
  const block = fc
    .tuple(fc.constantFrom(...BLOCKS), run, run)
    .map(([outer, one, other]) => outer.replace('$1', () => one).replace('$2', () => other));
  const body = fc
    .array(fc.oneof(run, block), { maxLength: 6 })
    .map((parts) => `{% assign hello = 'x' %}{{ url }}\n${parts.join('')}`);

  it('any body that is taken has the same elements and attributes for all', async () => {
    const evil = 'x onclick=1 <b> "\' --> --!> ]]> </title>';
    const taken = fc
      .sample(body, 2_000)
      .map((source) => ({ source, written: htmlFor(source, ['x', evil, '']) ?? [] }))
      .filter(({ written }) => written.length > 0);
    expect(taken.length).toBeGreaterThan(300);
    const broken = await page.evaluate((all) => {
      const { DOMParser } = globalThis as never as { DOMParser: new () => Parser };
      interface Parser {
        parseFromString(html: string, type: string): { querySelectorAll(all: '*'): Found[] };
      }
      interface Found {
        readonly tagName: string;
        getAttributeNames(): string[];
      }
      const shape = (html: string) =>
        [...new DOMParser().parseFromString(html, 'text/html').querySelectorAll('*')]
          .map((found) => `${found.tagName} ${found.getAttributeNames().join(' ')}`)
          .join('\n');
      return all
        .filter(({ written }) => new Set(written.map(shape)).size > 1)
        .map(({ source, written }) => [source, ...written].join('\n'));
    }, taken);
    expect(broken.slice(0, 3)).toEqual([]);
  }, 240_000);
});
