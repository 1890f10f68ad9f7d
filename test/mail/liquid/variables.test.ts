import type { Mail } from 'latchkey';
import { describe, expect, it } from 'vitest';
import { CODE, DISAVOWAL, LINK, mailOf, shown, variables } from './support.js';

const user = () => ({
  given_name: 'Alice',
  family_name: 'Archer',
  nickname: 'al',
  picture: 'https://cdn.example/al.png?a=1&b=2',
  user_metadata: { lang: 'it', seats: 3, tags: ['a', 'b'], since: new Date('2020-01-02') },
  app_metadata: { plan: { name: 'Pro 20000', url: 'https://acme.example/pro' }, beta: true },
});

const organization = () => ({
  id: 'org_12345',
  name: 'north',
  display_name: 'North',
  metadata: { region: 'eu-10000', home: 'https://north.example' },
  branding: {
    logo_url: 'https://cdn.example/logo.png',
    colors: { primary: '#0a84ff', page_background: 'rebeccapurple' },
  },
});

describe('every variable', () => {
  it.each([
    ['application.name', 'Acme &amp; Sons'],
    ['application.clientID', 'client-1'],
    ['application.callback_domain', 'https://shop.example'],
    ['client.name', 'Acme &amp; Sons'],
    ['connection.name', 'Username-Password-Authentication'],
    ['tenant', 'acme-eu'],
    ['friendly_name', 'Acme Europe'],
    ['support_email', 'help@acme.example'],
    ['support_url', 'https://acme.example/help?a=1&amp;b=2'],
    ['custom_domain.domain', 'login.acme.example'],
    ['custom_domain.domain_metadata.brand', 'BrandA'],
    ['request_language', 'de-AT'],
    ['user.email', 'alice@example.com'],
    ['user.email_verified', 'true'],
    ['user.name', 'Alice Archer'],
    ['user.given_name', 'Alice'],
    ['user.family_name', 'Archer'],
    ['user.nickname', 'al'],
    ['user.picture', 'https://cdn.example/al.png?a=1&amp;b=2'],
    ['user.user_metadata.lang', 'it'],
    ['user.user_metadata.seats', '3'],
    ['user.user_metadata.tags[1]', 'b'],
    ['user.user_metadata.tags | join: "+"', 'a+b'],
    ['user.app_metadata.plan.name', 'Pro 20000'],
    ['user.app_metadata.plan.url', 'https://acme.example/pro'],
    ['user.app_metadata.beta', 'true'],
    ['organization.id', 'org_12345'],
    ['organization.name', 'north'],
    ['organization.display_name', 'North'],
    ['organization.metadata.region', 'eu-10000'],
    ['organization.metadata.home', 'https://north.example'],
    ['organization.branding.logo_url', 'https://cdn.example/logo.png'],
    ['organization.branding.colors.primary', '#0a84ff'],
    ['organization.branding.colors.page_background', 'rebeccapurple'],
    ['url', LINK.replace('&', '&amp;')],
    ['expires_at', '2026-03-01T10:04:00.000Z'],
    ['expires_at | date: "%-d %B %Y, %H:%M"', '1 March 2026, 11:04'],
    ['lifetime_minutes', '59'],
    ['inviter.name', 'Bob of entry-1'],
    ['plan', 'free'],
  ])('{{ %s }} is %s', (expression, value) => {
    const own = { inviter: (mail: Mail) => ({ name: `Bob of ${mail.id}` }), plan: 'free' };
    const options = {
      variables: { ...variables, user, organization, own },
      mail: mailOf('invitation', { locale: 'de-AT' }),
      timeZone: 'Europe/Berlin',
    };
    expect(shown(`{{ ${expression} }}`, options)).toBe(value);
  });

  it.each([
    ['reset_code', 'code', CODE],
    ['reset_code', 'lifetime_minutes', '59'],
    ['provider_account', 'identity_provider', 'Google'],
    ['password_changed', 'changed_at', '2026-03-01T10:04:00.000Z'],
    ['password_changed', 'cause', 'reset'],
    ['password_changed', 'disavow_url', DISAVOWAL],
    ['address_changed', 'disavow_url', DISAVOWAL],
    ['account_changed', 'change', 'telephone_changed'],
    ['account_changed', 'changed_at', '2026-03-01T10:04:00.000Z'],
    ['account_changed', 'disavow_url', DISAVOWAL],
    ['unknown_address', 'user.email', 'alice@example.com'],
    ['unknown_address', 'user.name', ''],
    ['passwordless_account', 'user.name', 'Alice Archer'],
  ] as const)('in %s, {{ %s }} is %s', (kind, name, value) => {
    const body = kind === 'reset_code' ? '{{ code }}' : '';
    expect(shown(`{{ ${name} }}`, { mail: mailOf(kind), body })).toBe(value);
  });

  it('those that are not given are empty, as at Auth0', () => {
    const bare = { variables: { application: { name: 'Acme' } } };
    for (const name of [
      'tenant',
      'support_url',
      'connection.name',
      'organization.branding.colors.primary',
      'custom_domain.domain_metadata.brand',
      'user.nickname',
      'user.user_metadata.lang.deep',
      'request_language',
    ])
      expect(shown(`{{ ${name} }}`, bare), name).toBe('');
  });

  it('a person who is gone has an address and no name', () => {
    const gone = { ...mailOf('password_changed'), account: null } as Mail;
    const asked: unknown[] = [];
    const options = {
      mail: gone,
      body: '',
      variables: {
        ...variables,
        user: (account: unknown) => ({ nickname: String(asked.push(account)) }),
      },
    };
    expect(shown('{{ user.email }}{{ user.name }}', options)).toBe('alice@example.com');
    expect(asked).toEqual([]);
  });

  it('the account that is asked about is the mail’s, extra columns included', () => {
    const mail = mailOf('reset_link', { account: { extra: { nick: 'ally' } } });
    const options = {
      mail,
      variables: {
        ...variables,
        user: ({ extra }: { extra: { nick?: string } }) => ({ nickname: extra.nick }),
      },
    };
    expect(shown('{{ user.nickname }}', options)).toBe('ally');
  });
});

describe('where a request came from', () => {
  const from = (kind: Mail['kind'], context: Partial<Mail['context']>, more: object = {}) => {
    const mail = mailOf(kind);
    const told = { ...mail, ...more, context: { ...mail.context, ...context } } as Mail;
    const body =
      kind === 'reset_code' ? '{{ code }}' : kind.endsWith('_changed') ? '' : '{{ url }}';
    const expression = '{{ user.source_ip }}|{{ user.city }}|{{ user.country }}';
    return shown(expression, { mail: told, body });
  };

  it.each<[Partial<Mail['context']>, string]>([
    [{}, '||'],
    [{ ip: '203.0.113.9', place: 'Lyon, France' }, '203.0.113.9|Lyon|France'],
    [{ ip: '2001:db8::1', place: 'Lyon' }, '2001:db8::1|Lyon|'],
    [{ place: 'Austin, Texas, USA' }, '|Austin, Texas|USA'],
    [{ place: 'عمّان، الأردن' }, '|عمّان|الأردن'],
    [{ place: '日本、大阪' }, '|日本|大阪'],
    [{ place: ', ' }, '||'],
    [{ ip: 'fe80::1%<b>', place: null }, '||'],
    [{ ip: '203.0.113.9, 10.0.0.1' }, '||'],
  ])('%j comes to %s', (context, comes) => {
    for (const kind of ['reset_link', 'reset_code', 'password_changed', 'breach_lock'] as const)
      expect(from(kind, context), kind).toBe(comes);
  });

  it('attack 5: what a stranger has put there is shown as the shipped mails show it', () => {
    const place = '<a href="//evil.example">x</a>, Win at https://evil.example 0800 123456';
    expect(from('reset_link', { ip: 'evil.example', place })).toBe('||');
    expect(from('reset_link', { place: '"><b>Lyon, go to evil.example/x' })).toBe(
      '|&quot;&gt;&lt;b&gt;Lyon|go to evil. example/x',
    );
  });

  it('nothing of an administrator’s, who is not the one that it tells of', () => {
    const told = { ip: '203.0.113.9', place: 'Lyon, France' };
    expect(from('operator_lock', told)).toBe('||');
    expect(from('invitation', told, { purpose: 'invite' })).toBe('||');
    expect(from('reset_link', told, { purpose: 'administrative' })).toBe('||');
  });
});

describe('what a variable lets through', () => {
  const metadata = (given: unknown, of: 'user_metadata' | 'app_metadata' = 'app_metadata') =>
    ({ variables: { ...variables, user: () => ({ [of]: given }) } }) as Parameters<typeof shown>[1];

  it('own properties only, and no function, getter of a class, or promise', () => {
    class Row {
      readonly visible = 'row';
      get secret() {
        return 'secret';
      }
    }
    let called = 0;
    const given = {
      row: new Row(),
      fn: () => {
        called += 1;
        return 'called';
      },
      promise: Promise.resolve('later'),
      map: new Map([['a', 1]]),
      toLiquid: () => 'taken over',
      inherited: Object.create({ secret: 'secret' }),
      __proto__: { secret: 'secret' },
      nan: Number.NaN,
      big: 10n,
      symbol: Symbol('s'),
    };
    for (const path of [
      'row.visible',
      'row.secret',
      'fn',
      'promise',
      'map.size',
      'toLiquid',
      'inherited.secret',
      'secret',
      'nan',
      'big',
      'symbol',
      'constructor',
      'constructor.constructor',
      '__proto__',
      'row.constructor',
      'toString',
    ])
      expect(shown(`{{ user.app_metadata.${path} }}`, metadata(given)), path).toBe('');
    expect(called).toBe(0);
    const parsed = JSON.parse('{"__proto__": {"polluted": "yes"}, "constructor": "own"}');
    expect(shown('{{ user.app_metadata.polluted }}', metadata(parsed))).toBe('');
    expect(shown('{{ user.app_metadata.constructor }}', metadata(parsed))).toBe('own');
    expect(({} as { polluted?: string }).polluted).toBeUndefined();
  });

  it('four levels, 200 entries, 2,000 characters', () => {
    const deep = { a: { b: { c: { d: { e: 'too deep' }, f: 'deep' } } } };
    expect(shown('{{ user.app_metadata.a.b.c.f }}', metadata(deep))).toBe('deep');
    expect(shown('{{ user.app_metadata.a.b.c.d.e }}', metadata(deep))).toBe('');
    const cycle: Record<string, unknown> = { name: 'round' };
    cycle.self = cycle;
    expect(shown('{{ user.app_metadata.self.self.name }}', metadata(cycle))).toBe('round');
    const many = { list: Array.from({ length: 10_000 }, (_, index) => index) };
    expect(shown('{{ user.app_metadata.list | size }}', metadata(many))).toBe('199');
    const long = { text: 'x'.repeat(10_000) };
    expect(shown('{{ user.app_metadata.text | size }}', metadata(long))).toBe('2000');
  });

  it('what a person may have written is shown as names are, its keys included', () => {
    const given = { bio: 'Win at https://evil.example', 'evil.example': 1, list: ['a.b.example'] };
    const options = metadata(given, 'user_metadata');
    expect(shown('{{ user.user_metadata.bio }}', options)).toBe('Win at https: /evil. example');
    expect(shown('{{ user.user_metadata.list }}', options)).toBe('a. b. example');
    const keys = '{% for entry in user.user_metadata %}{{ entry[0] }};{% endfor %}';
    expect(shown(keys, options)).toBe('bio;list;');
    expect(
      shown('{{ user.user_metadata.bio }}', metadata({ bio: 'Call 0800 123456' }, 'user_metadata')),
    ).toBe('');
  });

  it.each([
    'javascript:alert(1)',
    'http://cdn.example/a.png',
    'data:image/png,x',
    '//evil.example/a.png',
    'https://user@evil.example/a.png',
    'https://evil.example/"><script>',
    `https://e.example/${'a'.repeat(2000)}`,
  ])('a picture or a logo is an https URL, and %s is none', (url) => {
    const options = {
      variables: {
        ...variables,
        user: () => ({ picture: url }),
        organization: () => ({ branding: { logo_url: url } }),
      },
    };
    expect(shown('{{ user.picture }}{{ organization.branding.logo_url }}', options)).toBe('');
  });

  it.each(['red;background:url(//evil.example)', '#12', 'url(x)', 'red}', 'var(--x)', '#0a84ff;'])(
    'a colour is a colour, and %s is none',
    (primary) => {
      const organization = () => ({ branding: { colors: { primary } } });
      const style = '<style>a{color:{{ organization.branding.colors.primary }}}</style>';
      expect(shown(style, { variables: { ...variables, organization } })).toBe(
        '<style>a{color:}</style>',
      );
    },
  );

  it.each(['de"><b>', 'x'.repeat(40), '', 'de at', "de'", '-de'])(
    'a language that is no tag is none: %j',
    (locale) => {
      expect(shown('{{ request_language }}', { mail: mailOf('reset_link', { locale }) })).toBe('');
    },
  );

  it('a link that a mail may not carry is refused, and not repeated', () => {
    const render = () => shown('', { mail: mailOf('reset_link', { url: 'javascript:alert(1)' }) });
    expect(render).toThrow(expect.objectContaining({ permanent: true, code: 'link_refused' }));
    expect(render).not.toThrow(/alert/);
  });
});
