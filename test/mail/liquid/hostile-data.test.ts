import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { engineFor } from '../../../adapters/liquid/engine.js';
import { render, shown, variables } from './support.js';

const FILTERS = Object.keys(
  engineFor({ surroundings: 'html', allowRaw: true, clock: () => new Date(0), timeZone: 'UTC' })
    .filters,
);

/** Where data comes from: what the person edits, and what the application does. */
const OWNERS = ['user.user_metadata', 'user.app_metadata'];

/** With every number of arguments that it can be written with. */
function outputsOf(filter: string): string[] {
  const all = ['', ': $b', ': $b, $c', ': $b, $c, $a'];
  const one = filter === 'append' || filter === 'prepend';
  return (one ? [': $b'] : all).map((given) => `{{ $a | ${filter}${given} }}`);
}

const STATEMENTS = [
  ...FILTERS.flatMap(outputsOf),
  ...['==', '!=', '>', '<', '>=', '<=', 'contains', 'and', 'or'].flatMap((operator) =>
    ["'x'", '3', '$b', 'empty', 'blank', 'nil'].flatMap((other) => [
      `{% if $a ${operator} ${other} %}yes{% endif %}`,
      `{% if ${other} ${operator} $a %}yes{% endif %}`,
    ]),
  ),
  '{{ $a }}{% echo $a %}{% cycle $a, $b %}{% cycle $a: $b, $c %}{{ [$a] }}{{ $a[$b] }}{{ $a[$b][$c] }}',
  '{{ $a.size }}{{ $a.first }}{{ $a.last }}{{ $a.length }}{{ $a.toString }}{{ $a.__proto__ }}',
  '{% case $a %}{% when $b, $c %}{{ $a }}{% when 3 %}{% else %}{{ $b }}{% endcase %}',
  '{% unless $a %}{{ $b }}{% endunless %}{% assign d = $a %}{{ d }}{% capture e %}{{ $a }}{% endcapture %}',
  '{% if e > $a or $a < e or e == $a or $a contains e or e contains $a %}yes{% endif %}',
  '{% for x in $a %}{{ x }}{{ x[0] }}{{ x[$b] }}{% else %}{{ $b }}{% endfor %}',
  '{% for x in $a limit: $b offset: $c reversed %}{{ x }}{% endfor %}',
  '{% tablerow x in $a cols: $b limit: $c offset: $b %}{{ x }}{% endtablerow %}',
];

const template = (owner: string) => STATEMENTS.join('\n').replaceAll('$', `${owner}.`);

/** What Object, arrays, text, promises, iterators and LiquidJS ask a value for. */
const NAMES = [
  ...[Object, Array, String, Number, Date].flatMap((each) =>
    Object.getOwnPropertyNames(each.prototype),
  ),
  ...'then next throw return toLiquid equals gt geq lt leq size first last toJSON a b'.split(' '),
];

const text = fc.oneof(
  fc.constantFrom(
    ...['', ' ', '%', '%E0%A4%A', '\ud800', '😀', '\u0000', '1e9', '-1', 'now', '2026-01-01'],
    ...['%99999999d', '%999999999N', 'Mars/Olympus', 'Europe/Berlin', '<b>', '"', '{{ url }}'],
    ...['constructor', 'toString', '__proto__', 'length', 'x'.repeat(100)],
  ),
  fc.string({ unit: 'binary', maxLength: 20 }),
);
const number = fc.oneof(
  fc.constantFrom(Number.NaN, Infinity, -Infinity, -0, 1e9, 1e308, -1, 2 ** 53, 0.1),
  fc.double(),
);

const { value: data } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    text,
    number,
    fc.constantFrom(null, undefined, true, false),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom(...NAMES), tie('value'), { maxKeys: 4 }),
    // By `JSON.parse`, `__proto__` is a name like any other.
    tie('value').map((value) => JSON.parse(`{"__proto__": ${JSON.stringify(value ?? null)}}`)),
  ),
}));

const givenTo = (metadata: object) => ({
  variables: {
    ...variables,
    user: () => ({ name: 'Al', user_metadata: metadata, app_metadata: metadata }),
  },
});

describe('attack: data that a filter chokes on keeps a mail from its reader', () => {
  it('all filters of the engine are tried', () => {
    expect(FILTERS.length).toBeGreaterThan(40);
    expect(FILTERS).toEqual(expect.arrayContaining(['date', 'sort_natural', 'raw']));
    expect(template('user.user_metadata')).toContain(
      '{{ user.user_metadata.a | date: user.user_metadata.b, user.user_metadata.c }}',
    );
  });

  it.each(OWNERS)(
    'no filter, comparison, tag or output of %s ever throws',
    (owner) => {
      const body = `{{ url }}${template(owner)}`;
      fc.assert(
        fc.property(fc.record({ a: data, b: data, c: data }), (metadata) => {
          render(
            { body, text: body, subject: `a${template(owner)}` },
            { ...givenTo(metadata), dangerouslyAllowRaw: true },
          );
        }),
        { numRuns: 30 },
      );
    },
    240_000,
  );

  const shadowing = [
    { toString: 1 },
    { toString: null, valueOf: null },
    { length: 1e9 },
    { length: { toString: 1 } },
    [{ toString: 1 }],
    [[[{ toString: 1 }]]],
    JSON.parse('{"__proto__": {"toString": 1}}'),
    Object.assign(Object.create(null), { a: 1 }),
  ];
  it.each(
    shadowing.flatMap((value) =>
      [
        '{{ a }}',
        '{{ a | capitalize }}',
        "{{ a | date: '%Y' }}",
        "{{ a | join: ', ' }}",
        '{{ a | sort_natural | first }}',
        "{{ 'x' | append: a }}",
        '{{ 7 | plus: a }}',
        '{{ a | default: user.name }}',
        '{% if a > 3 %}gold{% endif %}',
        '{% for x in a offset: a %}{{ x | upcase }}{% endfor %}',
      ].map((source) => [JSON.stringify(value), source, value] as const),
    ),
  )('%s in %s', (_json, source, value) => {
    const metadata = { a: value };
    expect(() =>
      shown(source.replace(/\ba\b/g, 'user.user_metadata.a'), givenTo(metadata)),
    ).not.toThrow();
  });

  it('an object prints nothing, and so does a list of objects', () => {
    const options = givenTo({ a: { toString: 1, b: 2 }, list: [{ valueOf: 1 }, 'x'] });
    const from = (expression: string) =>
      shown(expression.replaceAll('$', 'user.user_metadata'), options);
    expect(from('{{ $.a }}|{{ $.a | append: "x" }}|{{ $.a | upcase }}')).toBe('|x|');
    expect(from('{{ $.list }}|{{ $.list | join: "-" }}|{{ $.list | size }}')).toBe('x|-x|2');
    expect(from('{{ $.a.b }}|{{ $.a | size }}|{{ $.a.toString }}')).toBe('2|0|1');
    expect(from('{% for p in $.a %}{{ p[0] }}={{ p[1] }};{% endfor %}')).toBe('toString=1;b=2;');
    expect(from('{% if $.a %}there{% endif %}{{ $.a | default: "gone" }}')).toBe('there');
  });

  it('a name of half a character, or of a lone percent sign, is mailed', () => {
    const name = (value: string) => ({
      variables: { ...variables, user: () => ({ name: value }) },
    });
    expect(shown("{{ user.name | split: '' | first | url_encode }}", name('😀'))).toBe('%EF%BF%BD');
    expect(shown('{{ user.name | url_decode }}', name('100% + 1'))).toBe('100%   1');
    expect(shown('{{ user.name | url_decode }}', name('%41%42%FF'))).toBe('%41%42%FF');
    expect(shown("{{ 'a b&c/é' | url_encode }}")).toBe('a+b%26c%2F%C3%A9');
    expect(shown("{{ 'a+b%26%C3%A9' | url_decode }}")).toBe('a b&amp;é');
  });
});

describe('the filter "date"', () => {
  const of = (value: unknown, more = '') =>
    shown(`{{ user.app_metadata.a | date: '%Y-%m-%d %H:%M'${more} }}`, givenTo({ a: value, b: 1 }));

  it('takes text, numbers and dates', () => {
    expect(of('2026-01-02T03:04:05Z')).toBe('2026-01-02 03:04');
    expect(of(0)).toBe('1970-01-01 00:00');
    expect(of('86400')).toBe('1970-01-02 00:00');
    expect(of(new Date('2026-01-02T03:04:05Z'))).toBe('2026-01-02 03:04');
    expect(of('nonsense')).toBe('nonsense');
  });

  it.each([[['2026-01-01']], [{ length: 1e9 }], [{ 0: '2026-01-01' }], [true], [null]])(
    'takes no %j',
    (value) => {
      expect(of(value)).not.toMatch(/\d\d:\d\d/);
    },
  );

  it('reads a zone that a person wrote where it is one, and else its own', () => {
    const at = (zone: unknown) =>
      shown(
        "{{ '2026-01-02T03:04:05Z' | date: '%H:%M', user.user_metadata.zone }}",
        givenTo({ zone }),
      );
    expect(at('Europe/Berlin')).toBe('04:04');
    for (const zone of ['Mars/Olympus', { length: 1e9 }, [], '', null, true])
      expect(at(zone)).toBe('03:04');
  });

  it('makes no wide pad of a format that a person wrote', () => {
    const options = givenTo({ format: '%999999d|%9999N|%5d|%Y' });
    const source = "{{ '2026-01-02' | date: user.app_metadata.format }}";
    expect(shown(source, options)).toBe('02|000000000|00002|2026');
  });
});
