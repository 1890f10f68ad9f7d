import type { Liquid } from 'liquidjs';
import { type Compiled, compile } from './compile.js';
import { invalid } from './faults.js';
import { essentialOf, type FieldName, knownVariables, type MailKind } from './known-variables.js';
import type { Configured } from './misplaced.js';
import type { LiquidTemplate, LiquidVariables } from './options.js';
import type { Surroundings } from './surroundings.js';

/** One engine for all fields of like surroundings. */
export type Engines = Readonly<Record<Surroundings, Liquid>>;

/** A field, and the variables that it is given. */
export interface Field {
  render(variables: Readonly<Record<string, unknown>>, timeLimitMs: number): string;
}

export interface Fields {
  /** `null`: the mailer's. */
  readonly from: Field | null;
  /** `null`: the shipped one. */
  readonly subject: Field | null;
  readonly body: Field;
  readonly text: Field | null;
}

const SURROUNDINGS: Readonly<Record<FieldName, Surroundings>> = {
  from: 'sender',
  subject: 'line',
  body: 'html',
  text: 'text',
};

const FIELD_NAMES = Object.keys(SURROUNDINGS) as FieldName[];

/** Reads and checks the fields of one kind of mail. */
export function fieldsOf(
  kind: MailKind,
  template: LiquidTemplate,
  {
    engines,
    variables,
    configured,
  }: {
    readonly engines: Engines;
    readonly variables: Pick<LiquidVariables, 'application' | 'own'>;
    readonly configured: Configured;
  },
): Fields {
  const called = 'liquidTemplates';
  if (typeof template !== 'object' || template === null)
    throw invalid(`${called}: ${kind}`, 'must be an object with "body"');
  // What Auth0's API answers holds more, and it must not be passed over without a word.
  const strange = Object.keys(template).find((name) => !(FIELD_NAMES as string[]).includes(name));
  if (strange !== undefined)
    throw invalid(
      `${called}: ${kind}.${strange}`,
      'is no field of a mail; Redirect To belongs to "redirectTo", the lifetime to the service',
    );

  function field(name: FieldName): Field {
    const where = `${called}: ${kind}.${name}`;
    const known = knownVariables(kind, name, {
      application: variables.application,
      own: variables.own ?? {},
    });
    const surroundings = SURROUNDINGS[name];
    const isHtml = surroundings === 'html';
    const compiled = compile(engines[surroundings], template[name], {
      where,
      known,
      isHtml,
      configured,
    });
    requireEssential(where, kind, name, compiled);
    const roots = Object.keys(known);
    return {
      // What a field may not name it is not given either: `{{ [x] }}` looks names up.
      render: (given, timeLimitMs) =>
        compiled.render(Object.fromEntries(roots.map((root) => [root, given[root]])), timeLimitMs),
    };
  }

  return {
    from: isUnset(template.from) ? null : field('from'),
    subject: isUnset(template.subject) ? null : field('subject'),
    body: field('body'),
    text: template.text === undefined ? null : field('text'),
  };
}

/** Auth0's API answers so for a field that was left empty. */
function isUnset(source: unknown): boolean {
  return source === undefined || source === null || (typeof source === 'string' && !source.trim());
}

function requireEssential(where: string, kind: MailKind, name: FieldName, compiled: Compiled) {
  const essential = essentialOf(kind);
  if (essential === null || (name !== 'body' && name !== 'text') || compiled.uses(essential))
    return;
  throw invalid(where, `leaves out {{ ${essential} }}, which the mail is sent for`);
}
