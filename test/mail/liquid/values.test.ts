import fc from 'fast-check';
import { type LiquidVariables, liquidTemplates } from 'latchkey/liquid';
import { captureTransport, mailer, type RenderedMail } from 'latchkey/mail';
import { describe, expect, it } from 'vitest';
import { mailOf, shown, templatesOf, variables } from './support.js';

/** Every variable that a stranger, a customer or the configuration may fill, wherever it may stand. */
const PATHS = [
  'user.name',
  'user.given_name',
  'user.family_name',
  'user.nickname',
  'user.picture',
  'user.user_metadata.a',
  'user.user_metadata.list',
  'user.app_metadata.a',
  'user.email',
  'organization.id',
  'organization.name',
  'organization.display_name',
  'organization.metadata.a',
  'organization.branding.logo_url',
  'organization.branding.colors.primary',
  'application.name',
  'connection.name',
  'tenant',
  'friendly_name',
  'request_language',
  'inviter.name',
  'url',
  'custom_domain.domain_metadata.a',
];

const FILTERS = [
  'upcase',
  'newline_to_br',
  'escape_once',
  'strip_html',
  'url_encode',
  'append: user.name',
  "replace: 'a', '<'",
  'url_encode | url_decode',
  'split: "" | join: "<"',
];

/** All filters on three of them, of which each is made harmless in another way. */
const FILTERED_PATHS = ['user.name', 'user.app_metadata.a', 'application.name'];
const outputs = [
  ...PATHS.flatMap((path) => [`{{ ${path} }}`, `{{ ${path} | escape }}`]),
  ...FILTERED_PATHS.flatMap((path) => FILTERS.map((filters) => `{{ ${path} | ${filters} }}`)),
];
const body = [
  '<p>{{ url }}</p>',
  ...outputs.map((output) => `<p title="${output}" alt='${output}'>${output}</p>`),
  ...PATHS.map((path) => `{% assign kept = ${path} %}<b>{{ kept }}</b>`),
  ...PATHS.map((path) => `{% capture kept %}<i>{{ ${path} }}</i>{% endcapture %}{{ kept }}`),
  ...PATHS.map((path) => `{% echo ${path} %}{% cycle ${path} %}<!-- {{ ${path} }} -->`),
  '{% for entry in user.user_metadata %}<u>{{ entry }}</u>{% endfor %}',
  '<style>a{color:{{ organization.branding.colors.primary }}}</style>',
].join('\n');

const headerPaths = PATHS.filter((path) => path !== 'url');
const subject = headerPaths
  .map((path) => `{{ ${path} | slice: 0, 5 }}{{ ${path} | escape | slice: 0, 4 }}`)
  .join('');
const from = `"${headerPaths
  .filter((path) => !/^(?:user|inviter)\./.test(path))
  .map((path) => `{{ ${path} | slice: 0, 6 }}`)
  .join('')}" <no-reply@acme.example>`;

function renderWith(value: string): RenderedMail {
  const faults: Error[] = [];
  const templates = liquidTemplates({
    templates: {
      reset_link: { from, subject, body, text: `{{ url }}\n${outputs.join('')}` },
    },
    variables: {
      ...variables,
      application: { name: `A${value}` },
      connection: { name: value },
      tenant: value,
      friendly_name: value,
      custom_domain: { domain: value, domain_metadata: { a: value, [value]: value } },
      user: () => ({
        name: value,
        given_name: value,
        family_name: value,
        nickname: value,
        picture: value,
        user_metadata: { a: value, list: [value, [value]] },
        app_metadata: { a: value },
      }),
      organization: () => ({
        id: value,
        name: value,
        display_name: value,
        metadata: { a: value },
        branding: { logo_url: value, colors: { primary: value } },
      }),
      own: { inviter: { name: value } },
    } satisfies LiquidVariables,
    timeLimitMs: 1_000,
    onError: (error) => void faults.push(error),
  });
  const mails = mailer({
    transport: captureTransport(() => {}),
    from: 'default@acme.example',
    product: { name: 'Acme' },
    templates,
  });
  const mail = mails.render(
    mailOf('reset_link', { locale: value, account: { displayName: value } }),
  );
  for (const fault of faults) throw fault;
  return mail;
}

/** The tags of a mail without what their quoted attributes say, in order. */
function skeleton({ html }: RenderedMail): string {
  const tags = (html ?? '').match(/<!--[\s\S]*?-->|<(?:"[^"]*"|'[^']*'|[^>"'])*>/g) ?? [];
  return tags.map((tag) => tag.replace(/"[^"]*"|'[^']*'|^<!--[\s\S]*$/g, '')).join('\n');
}

const plain = skeleton(renderWith('plain'));

function expectHarmless(value: string): void {
  const mail = renderWith(value);
  // `newline_to_br` makes a tag of the template's own, of a line break in a trusted value.
  expect(skeleton(mail).replace(/<br \/>\n/g, '')).toBe(plain);
  expect(mail.html).not.toMatch(/[^\P{C}\t\n\u200c\u200d]|[\u2028\u2029]/u);
  expect(mail.text).not.toMatch(/[^\P{C}\t\n\u200c\u200d]|[\u2028\u2029]/u);
  expect(mail.subject).not.toMatch(/[\r\n\p{Cc}]/u);
  expect(mail.from.address).toBe('no-reply@acme.example');
  expect(mail.from.name).not.toMatch(/[\r\n\p{Cc}<>"@]/u);
  expect([...mail.from.name].length).toBeLessThanOrEqual(80);
  expect(JSON.stringify(mail.headers)).not.toContain('evil');
}

describe('attack 5: no value of any variable yields markup or a header', () => {
  const hostile = [
    '<a href="https://evil.example">Click here</a>',
    '</p></td><script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    '--><b>',
    '--!><b>',
    ']]><b>',
    '</style><b>',
    'red;}body{background:url(//evil.example)',
    '&lt;b&gt;',
    '&#60;b&#62;',
    '%3Cb%3E',
    '{{ url }}',
    '{% raw %}{{ code }}',
    '{{ "x" | append: "y" }}{% assign name = 1 %}',
    '{% include "/etc/passwd" %}',
    '}}{{ url }}',
    '%}{{ url }}',
    'Bob\r\nBcc: evil@evil.example',
    'Bob\nSubject: evil',
    'Bob <evil@evil.example>',
    '"Bob" <evil@evil.example>, ',
    'evil@evil.example',
    'ceo@bank',
    'a>, <evil@evil.example>',
    '=?utf-8?q?=0D=0ABcc:_evil?=',
    'Bob\u2028Bcc: evil\u2029',
    'Bob \u202egro.live\u202c \u2066x\u2069',
    'Bob\0\x1b[31m\x7f\x85',
    '\ud800\udc00\ud800',
    `Z${'\u0301'.repeat(100)}`,
    '<'.repeat(100),
    '\n'.repeat(100),
    '__proto__',
    'constructor',
    '%',
  ];

  it.each(hostile.map((value) => [JSON.stringify(value).slice(0, 50), value]))(
    '%s',
    (_shown, value) => {
      expectHarmless(value);
    },
  );

  it.each(['<', 'A', '&', '\n', '\u0301', '{{', '"', '\u202e', '\0'])('%j times 10,000', (part) => {
    const value = part.repeat(10_000);
    const mail = mailOf('reset_link', { locale: value, account: { displayName: value } });
    const options = {
      mail,
      variables: {
        ...variables,
        user: () => ({ nickname: value, app_metadata: { a: value } }),
        organization: () => ({ name: value, metadata: { a: value } }),
        own: { inviter: { name: value } },
      },
    };
    const paths = [
      'user.name',
      'user.nickname',
      'organization.name',
      'inviter.name',
      'request_language',
    ];
    for (const path of paths)
      expect(shown(`{{ ${path} | size }}`, options).length, path).toBeLessThanOrEqual(2);
    for (const path of ['user.app_metadata.a', 'organization.metadata.a']) {
      expect(Number(shown(`{{ ${path} | size }}`, options)), path).toBeLessThanOrEqual(2_000);
      expect(shown(`{{ ${path} }}`, options)).not.toMatch(/[<>"\0\u202e]/);
    }
  });

  it('nor does any other', () => {
    const parts = [
      '<',
      '>',
      '"',
      "'",
      '&',
      '`',
      '=',
      '/',
      '\\',
      '\r\n',
      '\n',
      '{{',
      '}}',
      '{%',
      '%}',
      '--',
      '!',
      ';',
      '@',
      ':',
      ',',
      'url',
      'b',
      ' ',
      '\0',
      '\u202e',
      '\u2028',
      '%3C',
      '&lt;',
      '#',
      '(',
      ')',
    ];
    const composed = fc
      .array(fc.constantFrom(...parts), { maxLength: 24 })
      .map((list) => list.join(''));
    const text = fc.oneof(
      composed,
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.string({ unit: 'grapheme', maxLength: 60 }),
    );
    fc.assert(fc.property(text, expectHarmless), { numRuns: 60 });
  }, 120_000);
});

describe('escaping', () => {
  it.each([
    ["{{ '&lt;b&gt; & <' | escape_once }}", '&lt;b&gt; &amp; &lt;'],
    ["{{ '&lt;' | escape }}", '&amp;lt;'],
    ["{{ '<' | escape | escape_once | escape }}", '&lt;'],
    ["{{ '<\n' | escape | newline_to_br }}", '&lt;<br />\n'],
    ["{{ '<' | escape | default: 'x' }}", '&lt;'],
    ["{{ '' | escape | default: '<' }}", '&lt;'],
    ["{% assign a = '<' | escape %}{% if a == '&lt;' %}same{% endif %}{{ a | size }}", 'same4'],
    [
      '{% capture a %}{% endcapture %}{% if a == blank %}blank{% endif %}{% if a == empty %}empty{% endif %}',
      'blankempty',
    ],
    [
      "{% capture a %}b{% endcapture %}{% if a > 'a' and a >= 'b' and a < 'c' and a <= 'b' %}order{% endif %}",
      'order',
    ],
    ["{% capture a %}b{% endcapture %}{% case a %}{% when 'b' %}case{% endcase %}", 'case'],
    [
      '{% capture a %}b{% endcapture %}{% assign c = a | escape %}{% if a == c %}alike{% endif %}',
      'alike',
    ],
    ["{{ '<i>a</i>' | strip_html }}", 'a'],
  ])('%s is %s', (expression, html) => {
    expect(shown(expression)).toBe(html);
  });

  it('"raw" lets markup in where that was allowed, and there alone', () => {
    const mail = mailOf('reset_link', { account: { displayName: '<b>Bob</b>' } });
    const options = { mail, dangerouslyAllowRaw: true };
    expect(shown('{{ user.name | raw }}{{ user.name }}', options)).toBe(
      '<b>Bob</b>&lt;b&gt;Bob&lt;/b&gt;',
    );
  });

  it('a line has no line break out of a value, whoever reads it next', () => {
    const { reset_link: template } = templatesOf(
      'reset_link',
      { subject: 'a{{ user.app_metadata.a }}' },
      { variables: { ...variables, user: () => ({ app_metadata: { a: 'b\r\nBcc: c\u2028d' } }) } },
    );
    const content = template(mailOf('reset_link'), { link: (url: string) => url } as never);
    expect(content.subject).toBe('ab Bcc: cd');
  });
});

describe('Liquid in a value', () => {
  it('is text like any other, and is not evaluated again', () => {
    const name = '{{ url }}{% assign a = 1 %}{{ 7 | times: 6 }}';
    const mail = mailOf('reset_link', { account: { displayName: name } });
    for (const expression of [
      '{{ user.name }}',
      '{% capture a %}{{ user.name }}{% endcapture %}{{ a }}',
      "{{ user.name | append: '' }}",
      '{% assign a = user.name %}{% echo a %}',
    ]) {
      const html = shown(expression, { mail });
      expect(html, expression).toContain('{{ url }}{% assign a = 1 %}{');
      expect(html).not.toContain('42');
      expect(html).not.toContain('token=');
    }
  });

  it('finds no variable that the field has not', () => {
    const mail = mailOf('reset_link', { account: { displayName: 'url' } });
    expect(shown('{{ [user.name] }}', { mail })).toContain('token=');
    const subjects = liquidTemplates({
      timeLimitMs: 1_000,
      templates: { reset_link: { subject: 'x{{ [user.name] }}', body: '{{ url }}' } },
      variables,
    });
    const { subject: rendered } = subjects.reset_link(mail, {
      link: (url: string) => url,
    } as never);
    expect(rendered).toBe('x');
  });
});
