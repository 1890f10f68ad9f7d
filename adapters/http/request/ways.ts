import type { HandlerOptions } from '../options.js';
import type { Delivery } from './delivery.js';
import type { Fields } from './read-fields.js';

/** One of the ways that the page offers. */
export interface Way {
  readonly deliver: 'link' | 'code';
  /** `mail`, or one of the host's `channels`. */
  readonly channel: string;
  /** What the form posts for it as `deliver`: `link`, `code` or `code:sms`. */
  readonly value: string;
}

/** Every way that the host offers, the default first. Links go by mail alone. */
export function waysOf({
  deliver = 'link',
  channels = [],
}: Pick<HandlerOptions, 'deliver' | 'channels'>): readonly [Way, ...Way[]] {
  const link = way('link', 'mail');
  if (deliver === 'link') return [link];
  const others = new Set(channels.filter((channel) => channel !== 'mail'));
  const codes = [way('code', 'mail'), ...[...others].map((name) => way('code', name))] as const;
  return deliver === 'code' ? codes : [link, ...codes];
}

/** The value of the way that a request has taken, however it said so. */
export function formValueOf({ deliver, channel = 'mail' }: Delivery): string {
  return channel === 'mail' ? deliver : `${deliver}:${channel}`;
}

/**
 * What a form asks for. A group of radio buttons has one name and, without JavaScript, one value,
 * so ours says both in `deliver`; a form of the host's own has a field `channel` beside it.
 */
export function askedByForm(ways: readonly Way[], { deliver, channel }: Fields) {
  const chosen = ways.find(({ value }) => value === deliver);
  if (channel !== undefined || chosen === undefined || chosen.channel === 'mail')
    return { deliver, channel };
  return { deliver: chosen.deliver, channel: chosen.channel };
}

function way(deliver: Way['deliver'], channel: string): Way {
  return { deliver, channel, value: formValueOf({ deliver, channel }) };
}
