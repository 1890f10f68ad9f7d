import { html } from 'hono/html';
import type { RuleDescription } from 'latchkey';
import type { Html, View } from './view.js';

/**
 * The policy, before anything is typed. The script ticks off what it can judge by itself, which
 * is the length in code points; the others stay hints, since only the server can tell.
 */
export function policyList(
  view: View,
  id: string,
  field: string,
  rules: readonly RuleDescription[],
): Html {
  if (rules.length === 0) return html``;
  const { texts } = view;
  return html`<div class="rules" id="${id}" data-rules-of="${field}" data-met="${texts.ruleMet}" data-not-met="${texts.ruleNotMet}">
<p>${texts.rulesHeading}</p>
<ul>${rules.map((rule) => html`<li${lengthBounds(rule)}>${texts.rule(rule)}</li>`)}</ul>
</div>`;
}

function lengthBounds(rule: RuleDescription): Html | '' {
  const { min, max } = rule.params;
  if (rule.code !== 'length') return '';
  return html`${typeof min === 'number' ? html` data-min="${min}"` : ''}${typeof max === 'number' ? html` data-max="${max}"` : ''}`;
}
