import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { landingUrl } from '../../adapters/http/landing-url.js';

describe('landingUrl', () => {
  it.each([
    ['https://app.example', 'https://app.example?success=true'],
    ['https://app.example/?a=b#top', 'https://app.example/?a=b&success=true#top'],
    ['https://app.example/?', 'https://app.example/?success=true'],
    ['https://app.example/#a?b', 'https://app.example/?success=true#a?b'],
    ['https://app.example/?state=a%20b+c', 'https://app.example/?state=a%20b+c&success=true'],
  ])('puts the query of %s before its fragment', (target, expected) => {
    expect(landingUrl(target, { success: 'true', email: null })).toBe(expected);
  });

  it('adds what was asked for and changes no byte of what was there', () => {
    const outcome = fc.dictionary(
      fc.constantFrom('success', 'message', 'email', 'state'),
      fc.string({ unit: 'grapheme' }).filter((text) => text.isWellFormed()),
    );
    const tail = fc.webUrl({ withFragments: true, withQueryParameters: true });
    fc.assert(
      fc.property(tail, outcome, (target, parameters) => {
        const url = landingUrl(target, parameters);
        const [head = '', ...fragment] = target.split('#');
        expect(url.startsWith(head)).toBe(true);
        expect(url.slice(head.length).split('#').slice(1)).toEqual(fragment);
        expect(new URL(url).origin).toBe(new URL(target).origin);
        const before = new URL(target).searchParams;
        const after = new URL(url).searchParams;
        for (const [name, value] of Object.entries(parameters))
          expect(after.getAll(name).at(-1)).toBe(value);
        expect(after.size).toBe(before.size + Object.keys(parameters).length);
      }),
    );
  });
});
