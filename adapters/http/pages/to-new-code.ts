import { formValueOf } from '../request/ways.js';
import type { View } from './view.js';

/** Leads back to where codes are asked for, with the way chosen that the last one has gone. */
export function toNewCode({ path, texts }: View, channel = 'mail') {
  const way = formValueOf({ deliver: 'code', channel });
  return { href: path(`/forgot?deliver=${way}`), label: texts.code.again };
}
