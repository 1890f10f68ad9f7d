import { describe, expect, it } from 'vitest';
import { hasher, wordpress } from '../../../../src/hashing/index.js';
import { vectors } from '../vectors/wordpress.js';
import { itIsAFormat } from './each-format.js';

const ROW = '$wp$2y$10$Q1xinFjrZeLWJBvxviIL6u834Fu.evIEFHAUVisQ5O.w9Dm0sMdES';
const format = wordpress();
const stored = (source: string, password: string) =>
  vectors.find((vector) => vector.source.includes(source) && vector.password === password)
    ?.passwordHash ?? '';

describe('wordpress', () => {
  itIsAFormat(format, vectors, [
    ['cost 17', 'too_costly', ROW.replace('$10$', '$17$')],
    ['cost 31', 'too_costly', ROW.replace('$10$', '$31$')],
    ['cost 3', 'malformed', ROW.replace('$10$', '$03$')],
    ['a cut digest', 'malformed', ROW.slice(0, -1)],
    ['a digest of more than 23 bytes', 'malformed', ROW.replace(/S$/, 'T')],
    ['a line end', 'malformed', `${ROW}\n`],
    ['nothing but the beginning', 'malformed', '$wp$2y$'],
  ]);

  it('is no plain bcrypt', async () => {
    expect(format.recognizes(ROW.slice(3))).toBe(false);
    expect(await hasher().verify(ROW.slice(3), 'admin')).toBe(false);
  });

  it('takes what WordPress took: white space around a password', async () => {
    const hash = stored('by a form', 'correct horse');
    expect(await format.verify(hash, '\t correct horse \n')).toBe(true);
    expect(await format.verify(hash, 'correct horse\u00a0')).toBe(false);
    expect(await format.verify(hash, 'correct  horse')).toBe(false);
  });

  it('takes a quote whether a form or a program set the password', async () => {
    const quoted = 'it\'s "quoted"';
    expect(stored('by a form', quoted)).not.toBe('');
    expect(await format.verify(stored('by a form', quoted), quoted)).toBe(true);
    expect(await format.verify(stored('by a program', quoted), quoted)).toBe(true);
    expect(await format.verify(stored('by a program', quoted), 'its "quoted"')).toBe(false);
  });

  it('attack 42: sees what stands behind 72 bytes and behind a NUL, and no more than 4,096', async () => {
    const long = stored('by a form', 'x'.repeat(200));
    expect(await format.verify(long, 'x'.repeat(200))).toBe(true);
    expect(await format.verify(long, 'x'.repeat(199))).toBe(false);
    expect(await format.verify(long, `${'x'.repeat(200)}\0y`)).toBe(false);
    expect(await format.verify(long, 'x'.repeat(4097))).toBe(false);
  });
});
