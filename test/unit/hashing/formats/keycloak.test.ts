import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keycloak } from '../../../../src/hashing/formats/keycloak.js';
import { vectors } from '../vectors/keycloak.js';
import { itIsAFormat } from './each-format.js';

const base64 = (bytes: number) => Buffer.alloc(bytes, 7).toString('base64');
const credential = (data: object, secret: object = {}, more: object = {}) =>
  JSON.stringify({
    type: 'password',
    secretData: JSON.stringify({ value: base64(64), salt: base64(16), ...secret }),
    credentialData: JSON.stringify(data),
    ...more,
  });
const pbkdf2 = (hashIterations: unknown, algorithm: unknown = 'pbkdf2-sha256') => ({
  hashIterations,
  algorithm,
});
const argon2 = (parameters: object, hashIterations = 5) =>
  credential(
    {
      hashIterations,
      algorithm: 'argon2',
      additionalParameters: {
        hashLength: ['32'],
        memory: ['7168'],
        type: ['id'],
        version: ['1.3'],
        parallelism: ['1'],
        ...parameters,
      },
    },
    { value: base64(32) },
  );
/** The same credential as objects within each other. */
const unfolded = (passwordHash: string) => {
  const { secretData, credentialData, ...more } = JSON.parse(passwordHash);
  return JSON.stringify({
    ...more,
    secretData: JSON.parse(secretData),
    credentialData: JSON.parse(credentialData),
  });
};

describe('keycloak', () => {
  itIsAFormat(keycloak(), vectors, [
    ['a billion iterations', 'too_costly', credential(pbkdf2(1_000_000_000))],
    ['blocks too many', 'too_costly', credential(pbkdf2(3_000_001))],
    ['four gigabytes of argon2', 'too_costly', argon2({ memory: ['4194304'] })],
    ['a million passes of argon2', 'too_costly', argon2({}, 1_000_000)],
    ['an unknown algorithm', 'malformed', credential(pbkdf2(1000, 'bcrypt'))],
    ['a name that every object has', 'malformed', credential(pbkdf2(1000, 'constructor'))],
    ['no algorithm', 'malformed', credential({ hashIterations: 1000 })],
    ['iterations as text', 'malformed', credential(pbkdf2('27500'))],
    ['half an iteration', 'malformed', credential(pbkdf2(0.5))],
    ['no iterations', 'malformed', credential(pbkdf2(0))],
    [
      'a value without padding',
      'malformed',
      credential(pbkdf2(1), { value: base64(64).slice(0, -2) }),
    ],
    ['a value of bytes in a list', 'malformed', credential(pbkdf2(1), { value: [1, 2] })],
    ['no salt', 'malformed', credential(pbkdf2(1), { salt: undefined })],
    ['an empty salt', 'malformed', credential(pbkdf2(1), { salt: '' })],
    ['a one-time code', 'malformed', credential(pbkdf2(1), {}, { type: 'otp' })],
    ['data that is a list', 'malformed', credential([])],
    ['data that is null', 'malformed', credential({}, {}, { credentialData: null })],
    ['data that is no JSON', 'malformed', credential({}, {}, { credentialData: '{' })],
    ['no secret', 'malformed', credential(pbkdf2(1), {}, { secretData: undefined })],
    ['an unknown variant of argon2', 'malformed', argon2({ type: ['x'] })],
    ['an unknown version of argon2', 'malformed', argon2({ version: ['1.2'] })],
    ['argon2 of another length', 'malformed', argon2({ hashLength: ['64'] })],
    [
      'memory that is no text, and cannot be made one',
      'malformed',
      argon2({ memory: [{ toString: 1, valueOf: 1 }] }),
    ],
    ['memory as a number', 'malformed', argon2({ memory: [7168] })],
    ['parameters that are no lists', 'malformed', argon2({ memory: '7168' })],
    [
      'parameters within parameters',
      'malformed',
      argon2({ memory: ['7168,t=1,p=1$c29tZXNhbHQ$'] }),
    ],
    ['no parameters', 'malformed', credential({ hashIterations: 5, algorithm: 'argon2' })],
    ['JSON that is cut', 'malformed', credential(pbkdf2(1000)).slice(0, -1)],
    ['JSON within itself', 'malformed', `{"credentialData":${'['.repeat(2000)}`],
  ]);

  it.each(vectors)('reads the inner texts as objects, too: $source', async (vector) => {
    const stored = unfolded(vector.passwordHash);
    expect(keycloak().recognizes(stored)).toBe(true);
    expect(await keycloak().verify(stored, vector.password)).toBe(true);
    expect(await keycloak().verify(stored, `${vector.password}x`)).toBe(false);
    const decoy = keycloak().decoyOf?.(stored) ?? '';
    expect(keycloak().costOf?.(decoy)).toBe(keycloak().costOf?.(stored));
    expect(await keycloak().verify(decoy, vector.password)).toBe(false);
  });

  it('reads JSON that somebody has indented', async () => {
    const [{ passwordHash, password } = { passwordHash: '{}', password: '' }] = vectors;
    const stored = `\n${JSON.stringify(JSON.parse(passwordHash), null, 2)}\n`;
    expect(keycloak().recognizes(stored)).toBe(true);
    expect(await keycloak().verify(stored, password)).toBe(true);
  });

  it('leaves other JSON to others', () => {
    for (const other of [
      '{"algorithm":"pbkdf2"}',
      '{}',
      '[{"credentialData":"{}"}]',
      '"credentialData"',
    ])
      expect(keycloak().recognizes(other)).toBe(false);
  });

  it('decoys hold nothing about whose credential it was but the salt', () => {
    for (const { passwordHash } of vectors) {
      const { value } = JSON.parse(JSON.parse(passwordHash).secretData);
      const decoy = keycloak().decoyOf?.(passwordHash) ?? '';
      expect(Object.keys(JSON.parse(decoy))).toEqual(['type', 'secretData', 'credentialData']);
      expect(decoy).not.toContain(value);
    }
    expect(keycloak().decoyOf?.('{"credentialData":')).toBeNull();
  });

  it('answers any JSON in these places with a fault, and never throws', () => {
    const json = fc.oneof(fc.jsonValue(), fc.json());
    fc.assert(
      fc.property(json, json, json, (secretData, credentialData, additionalParameters) => {
        for (const stored of [
          JSON.stringify({ secretData, credentialData }),
          credential({ hashIterations: 1, algorithm: 'argon2', additionalParameters }),
          credential({ hashIterations: credentialData, algorithm: secretData }),
        ])
          expect(keycloak().faultOf(stored)).toBe('malformed');
      }),
    );
  });
});
