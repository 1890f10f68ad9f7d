import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compileMailLayout } from '../../scripts/build-mail-layout.js';
import { digests } from '../../scripts/mails/pictures.js';

describe('the design', () => {
  it('is committed as MJML compiles it: `npm run build:mails` brings it up to date', async () => {
    const committed = readFileSync('adapters/mail/layout/blocks.ts', 'utf8');
    expect(await compileMailLayout()).toBe(committed);
  });

  it('is shown by docs/mail.md: `npm run screens:mails` takes its pictures', () => {
    const shown = readFileSync('docs/mail.md', 'utf8').matchAll(/src="pictures\/([^"]+)"/g);
    const kept = readdirSync('docs/pictures').filter((file) => file.startsWith('mail-'));
    expect([...shown].map(([, file]) => file).sort()).toEqual(kept.sort());
  });

  it('is shown as it is: `npm run screens:mails` takes the pictures anew', () => {
    expect(digests()).toBe(readFileSync('docs/pictures/mails.sha256', 'utf8'));
  });
});
