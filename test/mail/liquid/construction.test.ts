import { type LiquidTemplate, liquidTemplates } from 'latchkey/liquid';
import { describe, expect, it } from 'vitest';
import { knownVariables, MAIL_KINDS } from '../../../adapters/liquid/known-variables.js';
import { faultOf as saidOf, templatesOf, variables } from './support.js';

const faultOf = (construct: () => unknown) => saidOf(construct).replace('[latchkey] ', '');

const faultIn = (
  template: Partial<LiquidTemplate>,
  kind: Parameters<typeof templatesOf>[0] = 'reset_link',
) => faultOf(() => templatesOf(kind, template));

/** Of a body that goes on after its link. */
const inBody = (source: string) => faultIn({ body: `{{ url }}\n${source}` });

describe('an unknown variable is named at construction', () => {
  it('with line and column, all of them in the order in which they stand', () => {
    const body = '<p>{{ url }}</p>\n  {% if user.nmae %}{{ application.nam | upcase }}{% endif %}';
    expect(faultIn({ body })).toBe(
      'liquidTemplates: "reset_link.body" names variables that are not there: ' +
        'user.nmae (line 2, column 9), application.nam (line 2, column 24).',
    );
  });

  it.each([
    ['{{ nope }}', 'nope'],
    ['{{ user }}{{ user.password }}', 'user.password'],
    ['{{ user.name.first }}', 'user.name.first'],
    ["{{ user['nmae'] }}", 'user.nmae'],
    ['{{ organization.branding.colours.primary }}', 'organization.branding.colours.primary'],
    ['{{ organization[request_language] }}', 'organization[request_language]'],
    ['{{ user.name | append: nope }}', 'nope'],
    ["{{ 'a' | default: user.nope, allow_false: nope }}", 'nope'],
    ['{% for x in nope %}{{ x }}{% endfor %}', 'nope'],
    ['{% for x in (1..3) %}{% endfor %}{{ x }}', 'x'],
    ['{% case nope %}{% when 1 %}{% endcase %}', 'nope'],
    ['{% case 1 %}{% when nope %}{% endcase %}', 'nope'],
    ['{% assign a = nope %}', 'nope'],
    ['{{ later }}{% assign later = 1 %}', 'later'],
    ['{% capture a %}{{ nope }}{% endcapture %}', 'nope'],
    ['{% unless true %}{{ nope }}{% endunless %}', 'nope'],
    ["{% cycle 'a', nope %}", 'nope'],
    ['{% echo nope %}', 'nope'],
    ['{% liquid echo nope %}', 'nope'],
    ['{% tablerow x in user.app_metadata.list cols: nope %}{% endtablerow %}', 'nope'],
    ['{{ constructor }}', 'constructor'],
    ['{{ user.__proto__ }}', 'user.__proto__'],
    ['{{ toString }}', 'toString'],
  ])('%s', (source, name) => {
    expect(inBody(source)).toContain(`not there: `);
    expect(inBody(source)).toContain(` ${name} (line 2, column`);
  });

  it('the first eight, where there are more', () => {
    const fault = inBody('{{ a }}{{ b }}{{ c }}{{ d }}{{ e }}{{ f }}{{ g }}{{ h }}{{ i }}{{ j }}');
    expect(fault).toContain('h (line 2, column 53), and more.');
    expect(fault).not.toContain('i (line');
  });

  it.each([
    'user email',
    'user email_verified',
    'user picture',
    'user nickname',
    'user given_name',
    'user family_name',
    'user name',
    'user app_metadata.a.b[0].c',
    'user user_metadata.lang',
    'user source_ip',
    'user city',
    'user country',
    'application name',
    'application clientID',
    'application callback_domain',
    'application client_metadata.x',
    'client name',
    'connection name',
    'request_language',
    'tenant',
    'friendly_name',
    'support_email',
    'support_url',
    'organization id',
    'organization name',
    'organization display_name',
    'organization metadata.x',
    'organization branding.logo_url',
    'organization branding.colors.primary',
    'organization branding.colors.page_background',
    'custom_domain domain',
    'custom_domain domain_metadata.brand',
    'url',
    'expires_at',
    'lifetime_minutes',
    'request_language.size',
  ])('%s is known', (path) => {
    expect(inBody(`{{ ${path.replace(' ', '.')} }}`)).toBe('none');
  });

  it('what the template makes for itself is known to it', () => {
    expect(
      inBody(
        '{% assign a = 1 %}{% capture b %}x{% endcapture %}{% increment c %}{{ a }}{{ b }}{{ c }}' +
          '{% for x in (1..2) %}{{ x }}{{ forloop.index }}{% endfor %}' +
          '{% tablerow y in (1..2) %}{{ y }}{{ tablerowloop.col }}{% endtablerow %}',
      ),
    ).toBe('none');
  });

  it('so is what the application gives beside Auth0’s', () => {
    const options = {
      variables: {
        application: { name: 'Acme', logo_uri: 'https://acme.example/logo.png' },
        own: { inviter: () => ({ name: 'Bob' }), plan: 'free' },
      },
    };
    const body = '{{ url }}{{ application.logo_uri }}{{ inviter.name }}{{ plan }}';
    expect(faultOf(() => templatesOf('invitation', { body }, options))).toBe('none');
    expect(faultOf(() => templatesOf('invitation', { body }))).toContain('application.logo_uri');
  });

  it('each kind of mail has its own, and no other’s', () => {
    const notThere = (kind: Parameters<typeof templatesOf>[0], body: string) =>
      /not there: (\w+)/.exec(faultIn({ body }, kind))?.[1] ?? 'none';
    expect(notThere('reset_code', '{{ code }}{{ url }}')).toBe('url');
    expect(notThere('reset_link', '{{ url }}{{ code }}')).toBe('code');
    expect(notThere('password_changed', '{{ changed_at }}{{ disavow_url }}{{ cause }}')).toBe(
      'none',
    );
    expect(notThere('address_changed', '{{ changed_at }}{{ disavow_url }}{{ cause }}')).toBe(
      'cause',
    );
    expect(notThere('account_changed', '{{ changed_at }}{{ disavow_url }}{{ change }}')).toBe(
      'none',
    );
    expect(notThere('password_changed', '{{ change }}')).toBe('change');
    expect(notThere('provider_account', '{{ identity_provider }}{{ url }}')).toBe('url');
    expect(notThere('passwordless_account', '{{ user.name }}{{ url }}')).toBe('url');
    expect(notThere('unknown_address', '{{ user.email }}{{ url }}')).toBe('url');
  });

  it('attack 56: no header may name the link or the code', () => {
    expect(faultIn({ subject: 'Go to {{ url }}' })).toContain(
      '"reset_link.subject" names variables that are not there: url (line 1, column 10)',
    );
    const code = { body: '{{ code }}' };
    expect(faultIn({ ...code, subject: '{{ code }} is it' }, 'reset_code')).toContain(
      'code (line 1',
    );
    expect(faultIn({ from: '{{ url }} <a@b.example>' })).toContain('url (line 1');
  });

  it('a person’s name may not be the sender’s', () => {
    expect(faultIn({ from: '{{ user.name }} <a@b.example>' })).toContain(
      '"reset_link.from" names variables that are not there: user.name (line 1, column 4)',
    );
    expect(faultIn({ from: '{{ application.name }} <a@b.example>' })).toBe('none');
  });
});

describe('what a template may not do fails at construction', () => {
  it.each([
    ["{% include 'footer' %}", 'the tag "include" reads another file'],
    ["{% render 'footer' %}", 'the tag "render" reads another file'],
    ["{% layout 'frame' %}", 'the tag "layout" reads another file'],
    ['{% block a %}{% endblock %}', 'the tag "block" reads another file'],
    ["{% include '/etc/passwd' %}", 'the tag "include" reads another file'],
    ['{% debug %}', 'the tag "debug" would show every variable'],
    ['{% nope %}', 'tag "nope" not found'],
    ['{{ user.name | nope }}', 'there is no filter "nope" in mails'],
    ['{{ user.name | json }}', 'there is no filter "json" in mails'],
    ["{{ user.app_metadata.a | where_exp: 'x', 'x' }}", 'there is no filter "where_exp"'],
    ['{{ user.app_metadata.a | push: 1 }}', 'there is no filter "push"'],
    ['{{ user.app_metadata.a | sample }}', 'there is no filter "sample"'],
    ["{% cycle 'a', 'b' | nope %}", 'there is no filter "nope"'],
    ['{% if false %}{{ 1 | nope }}{% endif %}', 'there is no filter "nope"'],
    ['{{ user.name | raw }}', 'the filter "raw" lets markup in'],
    ['{% assign a = user.name | raw %}', 'the filter "raw" lets markup in'],
    ['{% if user.name %}', 'not closed'],
    ['{{ user.name', 'not closed'],
    ['{{ }}', 'invalid value expression'],
    ['{% for x of y %}{% endfor %}', 'illegal tag'],
  ])('%s', (source, reason) => {
    expect(inBody(source)).toMatch(
      /^liquidTemplates: "reset_link.body" cannot be read at line 2, /,
    );
    expect(inBody(source)).toContain(reason);
  });

  it.each([
    '(1..user.app_metadata.n)',
    '(user.app_metadata.n..3)',
    "('1'..3)",
    '(1..10001)',
    '(-10001..1)',
    '(9007199254740992..9007199254741000)',
  ])('a range that is not written out: %s', (range) => {
    expect(inBody(`{% for x in ${range} %}{% endfor %}`)).toContain(
      'at line 2, column 13 has a range',
    );
    expect(inBody(`{{ ${range} | join }}`)).toContain('has a range that is not written out');
    expect(inBody(`{{ 'a' | append: ${range} }}`)).toContain('has a range that is not written out');
    expect(inBody(`{% assign a = ${range} %}`)).toContain('has a range that is not written out');
    expect(inBody(`{% cycle 'a', ${range} %}`)).toContain('has a range that is not written out');
  });

  it('"raw" is there for who says that it is dangerous', () => {
    const body = '{{ url }}{{ user.name | raw }}';
    expect(faultOf(() => templatesOf('reset_link', { body }, { dangerouslyAllowRaw: true }))).toBe(
      'none',
    );
  });
});

describe('a value where HTML cannot escape it fails at construction', () => {
  it.each([
    '<a href={{ url }}>x</a>',
    '<a href= {{ url }}>x</a>',
    '<a href=https://app.example/?u={{ user.name }}>x</a>',
    '<a {{ user.name }}>x</a>',
    '<a title="a" {{ user.name }}="b">x</a>',
    '<{{ user.name }}>',
    '</{{ user.name }}>',
    '<h{{ user.name }}>',
    '<a title="a"{% echo user.name %}>',
    '<a title="a"{% cycle user.name, "b" %}>',
    "<a\n title='a\"' {% if true %}{{ user.name }}{% endif %}>",
    '<!-- a --><a b="-->" {{ user.name }}>',
  ])('in a tag outside of quotes: %s', (source) => {
    expect(inBody(source)).toMatch(
      /^liquidTemplates: "reset_link.body" at line [23], column \d+ stands in a tag/,
    );
  });

  it.each([
    '<script>var a = "{{ user.name }}"</script>',
    '<SCRIPT type="application/ld+json">{"url": "{{ url }}"}</SCRIPT>',
    '<script>a</scrip{{ user.name }}</script>',
    '<xmp>{{ user.name }}</xmp>',
  ])('in a script: %s', (source) => {
    expect(inBody(source)).toContain('stands where HTML has no way to escape it');
  });

  it('in a style sheet, but for what the configuration says', () => {
    const style = (value: string) => inBody(`<style>\na { color: ${value}; }\n</style>`);
    expect(style('{{ user.user_metadata.colour }}')).toContain(
      'at line 3, column 12 lets "user.user_metadata.colour" into a style;',
    );
    expect(style('{% assign a = user.name %}{{ a }}')).toContain('lets "a" into a style;');
    expect(style('{{ "red" | append: user.name }}')).toContain('lets "user.name" into');
    expect(style('{{ organization.display_name }}')).toContain('lets "organization.display_name"');
    expect(style('{{ organization.branding.colors.primary | default: "red" }}')).toBe('none');
    expect(style('{{ application.client_metadata.colour }}')).toBe('none');
    expect(style('{% if user.name %}red{% endif %}')).toBe('none');
  });

  it.each([
    'a < b {{ user.name }}',
    '<a title="{{ user.name }}" alt=\'{{ user.name }}\'>',
    '<a title="{% if true %}>{% endif %}{{ user.name }}">',
    '<!-- <a {{ user.name }} -->',
    '<!--[if mso]><a href="{{ url }}"><![endif]-->',
    '<![if !mso]>{{ user.name }}<![endif]>',
    '<title>{{ user.name }}</title>',
    '<style>a{}</style>{{ user.name }}',
    '<td {% if request_language == "ar" %}dir="rtl"{% endif %}>{{ user.name }}',
    '<br/>{{ user.name }}<img alt="{{ user.name }}"/>{{ user.name }}',
    '{% raw %}<a {{ user.name }}>{% endraw %}',
    '{% comment %}<a {{ user.name }}>{% endcomment %}',
  ])('elsewhere it may stand: %s', (source) => {
    expect(inBody(source)).toBe('none');
  });
});

describe('a template that helps nobody fails at construction', () => {
  it('a link’s mail without its link, a code’s without its code', () => {
    expect(faultIn({ body: '<p>Hello</p>' })).toContain('"reset_link.body" leaves out {{ url }}');
    expect(faultIn({ text: 'Hello' })).toContain('"reset_link.text" leaves out {{ url }}');
    expect(faultIn({ body: 'Hello' }, 'reset_code')).toContain('leaves out {{ code }}');
    expect(faultIn({ body: '<p>Hello</p>' }, 'password_changed')).toBe('none');
  });

  it.each(['nobody', 'Acme <nobody>', '{{ tenant }}', 'a@b.example, c@d.example', '<a@b.example'])(
    'a From that is no address: %s',
    (from) => {
      expect(faultIn({ from })).toContain('"reset_link" fails with a sample mail');
    },
  );

  it('a subject that comes to nothing', () => {
    expect(faultIn({ subject: '{{ organization.name }}' })).toContain('subject came out empty');
  });
});

describe('options that make no sense', () => {
  const template = { subject: 'a', body: '{{ url }}' };
  const given = { templates: { reset_link: template }, variables };

  it.each<[string, object]>([
    ['templates', { templates: null }],
    ['nope', { templates: { nope: template } }],
    ['__proto__', { templates: JSON.parse('{"__proto__": {"subject": "a", "body": "b"}}') }],
    ['reset_link', { templates: { reset_link: 'a' } }],
    ['reset_link.subject', { templates: { reset_link: { ...template, subject: 7 } } }],
    ['reset_link.from', { templates: { reset_link: { ...template, from: {} } } }],
    ['reset_link.body', { templates: { reset_link: { subject: 'a', body: 7 } } }],
    ['reset_link.body', { templates: { reset_link: { subject: 'a', body: 'x'.repeat(200_001) } } }],
    [
      'reset_link.resultUrl',
      { templates: { reset_link: { ...template, resultUrl: 'https://x' } } },
    ],
    ['variables', { variables: undefined }],
    ['variables.application.name', { variables: {} }],
    ['variables.application.name', { variables: { application: { name: ' ' } } }],
    [
      'variables.application.callback_domain',
      { variables: { application: { name: 'A', callback_domain: 'app.example' } } },
    ],
    ['variables.tenant', { variables: { ...variables, tenant: 7 } }],
    ['variables.support_url', { variables: { ...variables, support_url: 'javascript:1' } }],
    ['variables.user', { variables: { ...variables, user: {} } }],
    ['variables.organization', { variables: { ...variables, organization: 'a' } }],
    ['variables.own.url', { variables: { ...variables, own: { url: 'https://evil.example' } } }],
    ['variables.own.a b', { variables: { ...variables, own: { 'a b': 1 } } }],
    ['timeLimitMs', { timeLimitMs: 0 }],
    ['timeLimitMs', { timeLimitMs: Number.POSITIVE_INFINITY }],
    ['timeZone', { timeZone: 'Mars/Olympus' }],
    ['clock', { clock: 7 }],
  ])('"%s" throws', (option, wrong) => {
    const options = { ...given, ...wrong } as Parameters<typeof liquidTemplates>[0];
    expect(faultOf(() => liquidTemplates(options))).toContain(`liquidTemplates: "${option}" `);
  });

  it.each(MAIL_KINDS)('no variable of one’s own stands in for one of %s', (kind) => {
    for (const name of Object.keys(knownVariables(kind, 'body', { application: {}, own: {} }))) {
      const options = { ...given, variables: { ...variables, own: { [name]: 'mine' } } };
      expect(
        faultOf(() => liquidTemplates(options)),
        name,
      ).toContain(`"variables.own.${name}" `);
    }
  });

  it('no options at all throw as well', () => {
    expect(faultOf(() => liquidTemplates(undefined as never))).toContain('"options" must be');
  });
});
