import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { withSecrets } from '../../../src/internal/redact.js';

const result = withSecrets(
  { purpose: 'reset' },
  { url: 'https://x/?token=secret', token: 'secret' },
);

describe('attack 56: a result that holds a secret', () => {
  it('hands it over by name', () => {
    expect(result.token).toBe('secret');
    expect(result.url).toContain('secret');
  });

  it.each([
    ['JSON.stringify', () => JSON.stringify({ result })],
    ['util.inspect', () => inspect({ result }, { depth: 9 })],
    ['util.inspect with hidden members', () => inspect(result, { showHidden: true })],
    ['String', () => String(result)],
    ['a spread', () => JSON.stringify({ ...result })],
    ['Object.entries', () => JSON.stringify(Object.entries(result))],
    ['structuredClone', () => JSON.stringify(structuredClone({ ...result }))],
  ])('does not print it with %s', (_name, print) => {
    expect(print()).not.toContain('secret');
  });

  it('says that there is something to hide, and shows what is none', () => {
    expect(JSON.parse(JSON.stringify(result))).toEqual({
      purpose: 'reset',
      url: '[redacted]',
      token: '[redacted]',
    });
  });
});
