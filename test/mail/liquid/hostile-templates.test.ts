import { LatchkeyError, type MailDeliveryError } from 'latchkey';
import type { RenderedMail } from 'latchkey/mail';
import { describe, expect, it } from 'vitest';
import { LINK, render, TOKEN, templatesOf, written } from './support.js';

/** What comes true for this one mail, and not for the sample at construction. */
const ONLY_THEN = "{% if user.name == 'Alice Archer' %}";

/** A body that turns hostile only when a mail is written, so that construction does not see it. */
const atNight = (source: string) => ({ body: `{{ url }}${ONLY_THEN}${source}{% endif %}` });

function failureOf(run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    return error;
  }
}

interface Outcome {
  /** What the operator is told, and `none` where the mail is the template's own. */
  readonly code: string;
  readonly faults: readonly MailDeliveryError[];
  readonly mail: RenderedMail;
  readonly milliseconds: number;
  readonly megabytes: number;
}

function outcomeOf(source: string): Outcome {
  const before = process.memoryUsage().rss;
  const started = performance.now();
  const { mail, faults } = written(atNight(source));
  return {
    faults,
    code: faults[0]?.code ?? 'none',
    mail,
    milliseconds: performance.now() - started,
    megabytes: (process.memoryUsage().rss - before) / 1024 / 1024,
  };
}

const DOUBLED = (step: string) => `{% assign a = '0123456789' %}${step.repeat(60)}{{ a | size }}`;
const LOOPS = '{% for a in (1..10000) %}';
const ENDS = '{% endfor %}';
/** Ten to the tenth rounds that make nothing, so that time alone ends them. */
const IDLE = `{% assign list = '0,1,2,3,4,5,6,7,8,9' | split: ',' %}${'{% for a in list %}'.repeat(10)}${ENDS.repeat(10)}`;

/** All of these would take minutes, or gigabytes, or both. */
const hostile: Record<string, readonly [source: string, code: string]> = {
  'loops in loops': [IDLE, 'template_timeout'],
  'loops that write': [`${LOOPS.repeat(3)}0123456789${ENDS.repeat(3)}`, 'either'],
  'tables in tables': [
    '{% tablerow a in (1..10000) %}'.repeat(3) + '{% endtablerow %}'.repeat(3),
    'either',
  ],
  'a text that is doubled': [DOUBLED('{% assign a = a | append: a %}'), 'template_limit'],
  'a text that is replaced by itself': [
    DOUBLED("{% assign a = a | replace: '0', a %}"),
    'template_limit',
  ],
  'a capture of itself': [
    DOUBLED('{% capture a %}{{ a }}{{ a }}{% endcapture %}'),
    'template_limit',
  ],
  'a list that is sorted over and over': [
    `{% assign a = 'x,x' | split: ',' %}${LOOPS.repeat(2)}{% assign b = a | sort | reverse %}${ENDS.repeat(2)}`,
    'either',
  ],
  'a wide pad': ["{{ '2026-01-01' | date: '%999999999d' }}", 'template_limit'],
  'a wide fraction': ["{{ '2026-01-01' | date: '%999999999N' }}", 'template_limit'],
  'a slice without end': ["{{ 'abc' | slice: 0, 999999999 }}", 'none'],
  'a date of 40,000 parts': [`{{ '2026-01-01' | date: '${'%c'.repeat(40_000)}' }}`, 'any'],
  'a pattern that backtracks': [
    `{{ '2026-01-01' | date: '${`%${'0'.repeat(900)}\n`.repeat(150)}' }}`,
    'any',
  ],
  'numbers that are none': [
    "{{ 1 | divided_by: 0 | times: 'x' | round: 400 | modulo: 0 }}",
    'none',
  ],
  'a number as a method': ['{{ 7 | slice: 0 | first | last | size }}', 'none'],
  'a zone that is none': ["{{ 'now' | date: '%H', 'Mars/Olympus' }}", 'template_failed'],
  'a zone that a value names, and is none': ["{{ 'now' | date: '%H', url }}", 'none'],
  'a percent sign alone': ["{{ '%' | url_decode }}", 'none'],
  'a filter without its argument': ['{{ user.name | append }}', 'template_failed'],
};

describe('a hostile template', () => {
  it.each(Object.entries(hostile))(
    '%s ends, and its mail goes out in other words',
    (_name, [source, code]) => {
      const { code: told, faults, mail, milliseconds, megabytes } = outcomeOf(source);
      // Twice the limit, twice, and a busy machine.
      expect(milliseconds).toBeLessThan(7_000);
      expect(megabytes).toBeLessThan(200);
      expect(mail.text).toContain(LINK);
      if (code === 'any') return;
      if (code === 'either') expect(['template_timeout', 'template_limit']).toContain(told);
      else expect(told).toBe(code);
      expect(mail.subject).toBe(code === 'none' ? 'Subject' : 'Reset your Acme password');
      expect(faults).toHaveLength(code === 'none' ? 0 : 1);
    },
  );

  it('the next mail is written as if nothing had happened', () => {
    outcomeOf(hostile['loops in loops']![0]);
    outcomeOf(hostile['a text that is doubled']![0]);
    expect(render({ body: '{{ url }}' }).html).toContain(TOKEN);
  });

  it('an error says where, and quotes neither the link nor a value', () => {
    const { faults } = outcomeOf("\n\n  {{ 'now' | date: '%H', 'Mars/Olympus' }}");
    const [error] = faults;
    expect(String(error)).toBe(
      'MailDeliveryError: The template "reset_link.body" failed at line 3, column 3.',
    );
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain(TOKEN);
    expect(error?.cause).toBeUndefined();
  });

  it('may take the configured time twice and not much more, in every field', () => {
    const busy = `${ONLY_THEN}${IDLE}{% endif %}`;
    for (const timeLimitMs of [10, 300]) {
      for (const field of [
        { body: `{{ url }}${busy}` },
        { text: `{{ url }}${busy}` },
        { subject: `a${busy}` },
      ]) {
        const started = performance.now();
        const { faults } = written(field, { timeLimitMs });
        const milliseconds = performance.now() - started;
        expect(faults).toMatchObject([{ code: 'template_timeout' }]);
        expect(milliseconds).toBeGreaterThanOrEqual(timeLimitMs * 2);
        expect(milliseconds).toBeLessThan(timeLimitMs * 4 + 3_000);
      }
    }
  });

  it('writes a million characters in all, and not more', () => {
    const lines = (times: number) => ({
      body: `{{ url }}{% for a in (1..${times}) %}${'x'.repeat(100)}{% endfor %}`,
    });
    expect(render(lines(9_800), { timeLimitMs: 1_000 }).html?.length).toBeGreaterThan(980_000);
    expect(() => render(lines(10_000), { timeLimitMs: 1_000 })).toThrow('makes too much at line 1');
  });

  it('that always ends so is refused at construction', () => {
    const always: [string, RegExp][] = [
      [IDLE, /takes too long/],
      [DOUBLED('{% assign a = a | append: a %}'), /makes too much at line 1/],
      ['{{ user.name | append }}', /failed at line 1, column 10/],
    ];
    for (const [source, message] of always) {
      const error = failureOf(() => templatesOf('reset_link', { body: `{{ url }}${source}` }));
      expect(error).toBeInstanceOf(LatchkeyError);
      expect(String(error)).toMatch(message);
    }
  });

  it.each([
    ['{% if true %}', '{% endif %}'],
    ['{% for a in (1..1) %}', '{% endfor %}'],
    ['{% capture a %}', '{% endcapture %}'],
    ['{% case 1 %}{% when 1 %}', '{% endcase %}'],
    ['{% unless false %}', '{% endunless %}'],
    ['{% tablerow a in (1..1) %}', '{% endtablerow %}'],
    ['{% liquid\n', '%}'],
  ])('%s may stand 49 times in itself, and not 50 times or more', (open, close) => {
    const nested = (times: number) => `{{ url }}${open.repeat(times)}x${close.repeat(times)}`;
    const most = Math.floor(190_000 / (open.length + close.length));
    if (close !== '%}') expect(render({ body: nested(49) }).html).toContain('x');
    for (const times of [50, 51, 4_000, most]) {
      const started = performance.now();
      const error = failureOf(() => templatesOf('reset_link', { body: nested(times) }));
      expect(performance.now() - started).toBeLessThan(5_000);
      expect(error).toBeInstanceOf(LatchkeyError);
      if (close !== '%}')
        expect(String(error)).toContain('more than 50 blocks stand in each other');
    }
  });

  it('nor do the lines of a "liquid" tag nest deeper', () => {
    const lines = (times: number) =>
      `{% liquid\n${'if true\n'.repeat(times)}echo 'x'\n${'endif\n'.repeat(times)}%}`;
    expect(render({ body: `{{ url }}${lines(40)}` }).html).toMatch(/x$/);
    for (const times of [50, 10_000]) {
      const body = `{{ url }}${lines(times)}`;
      expect(() => templatesOf('reset_link', { body })).toThrow('more than 50 blocks');
    }
  });

  it.each([
    ['user.app_metadata[', ']'],
    ['(', '..2)'],
    ['(1..', ')'],
    ['[', ']'],
  ])('%s may stand 20 times in itself, and not more', (open, close) => {
    for (const times of [20, 21, 10_000]) {
      const nested = `${open.repeat(times)}1${close.repeat(times)}`;
      for (const source of [
        `{{ ${nested} }}`,
        `{% if ${nested} %}{% endif %}`,
        `{{ 'a' | append: ${nested} }}`,
      ]) {
        const error = failureOf(() => templatesOf('reset_link', { body: `{{ url }}${source}` }));
        if (times > 20)
          expect(String(error)).toContain('more than 20 brackets stand in each other');
        else expect(String(error)).not.toContain('brackets');
      }
    }
  });

  it.each([
    ['outputs', '{{url}}'],
    ['brackets', '['],
    ['opened outputs', '{{'],
    ['opened tags', '{%'],
    ['quotes', "{{ '"],
    ['filters', '| upcase '],
    ['tag starts', '<a href="'],
    ['comments', '<!--'],
    ['style sheets', '<style>'],
    ['line breaks', '\n'],
  ])('a template of nothing but %s is read in bounded time', (_name, part) => {
    const body = `{{ url }}${part.repeat(Math.floor(199_000 / part.length))}`;
    const inOutput = `{{ url ${part.repeat(Math.floor(199_000 / part.length))} }}`;
    for (const source of [body, inOutput]) {
      const started = performance.now();
      failureOf(() => templatesOf('reset_link', { body: source }));
      expect(performance.now() - started).toBeLessThan(10_000);
    }
  });
});
