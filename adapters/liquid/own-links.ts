import { isLink } from 'latchkey/mail';

/** Longest URL that a template is given whole. */
const MAX_LENGTH = 2_000;

/**
 * The variables of the application's own that are http(s) URLs and no functions, as they are now: what
 * changes `own` later, or is in it then, has no say in where a mail's links lead.
 */
export function ownLinks(
  own: Readonly<Record<string, unknown>> = {},
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(own).flatMap(([name, value]) =>
      isLink(value, ['https', 'http']) && value.length <= MAX_LENGTH ? [[name, value]] : [],
    ),
  );
}
