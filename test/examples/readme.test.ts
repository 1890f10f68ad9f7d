import { builtinModules } from 'node:module';
import { expect, test } from 'vitest';
import { blocksOfDocument, readText } from '../package/support/code-blocks.js';

const [, section = ''] = readText('README.md').split(/^## Use it$/m);
const [application = { code: '' }] = blocksOfDocument('README.md', section);

test('what the README has people install is what its first application imports', () => {
  const [, line = ''] = /^npm install (.*)$/m.exec(section) ?? [];
  const installed = line.split(' ');
  const imported = [...application.code.matchAll(/from '([^']+)'/g)].map(([, from = '']) =>
    from.split('/', from.startsWith('@') ? 2 : 1).join('/'),
  );
  expect(imported).toContain('express');
  const missing = imported.filter((name) => ![...installed, ...builtinModules].includes(name));
  expect(missing).toEqual([]);
});

test('its pages and its mails have one name', () => {
  const [, ofPages] = /brand: (\{ name: '[^']+' \})/.exec(application.code) ?? [];
  expect(application.code).toContain(`product: ${ofPages}`);
});
