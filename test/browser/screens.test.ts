import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { PAGES } from './every-page.js';

test('docs/screens has a picture of every page, by day and by night', () => {
  const kept = new Set(readdirSync('docs/screens'));
  const missing = Object.keys(PAGES).flatMap((name) =>
    ['light', 'dark']
      .map((scheme) => `${name.replace(/\W+/g, '-')}-360-${scheme}.png`)
      .filter((file) => !kept.has(file)),
  );
  expect(missing, 'npm run screens takes them').toEqual([]);
});
