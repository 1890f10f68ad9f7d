import type { Vector } from '../formats/each-format.js';

/** PHC strings, and strings that other systems call so. */
export const vectors: readonly Vector[] = [
  {
    source: 'RustCrypto/password-hashes, pbkdf2/tests/simple.rs',
    password: 'passwordPASSWORDpassword',
    passwordHash:
      '$pbkdf2-sha256$i=4096,l=40$c2FsdFNBTFRzYWx0U0FMVHNhbHRTQUxUc2FsdFNBTFRzYWx0$NIyJ28vTKy8y2BS4EW6EzysXNH68GAAYHE4qH7jdU+HGNVGMfaxH6Q',
    cost: 'sha256,i=4096,l=40',
  },
  {
    source: 'ory/x, hasherx/hasher_test.go: TestCompare, SHA-256',
    password: 'test',
    passwordHash:
      '$pbkdf2-sha256$i=100000,l=32$1jP+5Zxpxgtee/iPxGgOz0RfE9/KJuDElP1ley4VxXc$QJxzfvdbHYBpydCbHoFg3GJEqMFULwskiuqiJctoYpI',
    cost: 'sha256,i=100000,l=32',
  },
  {
    source: 'ory/x, hasherx/hasher_test.go: TestCompare, half of a SHA-512',
    password: 'test',
    passwordHash:
      '$pbkdf2-sha512$i=100000,l=32$bdHBpn7OWOivJMVJypy2UqR0UnaD5prQXRZevj/05YU$+wArTfv1a+bNGO1iZrmEdVjhA+lL11wF4/IxpgYfPwc',
    cost: 'sha512,i=100000,l=32',
  },
  {
    source: '@phc/pbkdf2, test/vectors.js (RFC 6070): vector 2',
    password: 'password',
    passwordHash: '$pbkdf2-sha1$i=4096$c2FsdA$SwB5AbdlSJq+rUnZJvch0GWkKcE',
    cost: 'sha1,i=4096,l=20',
  },
  {
    source: '@phc/pbkdf2, test/vectors.js (RFC 6070): vector 4',
    password: 'passwordPASSWORDpassword',
    passwordHash:
      '$pbkdf2-sha1$i=4096$c2FsdFNBTFRzYWx0U0FMVHNhbHRTQUxUc2FsdFNBTFRzYWx0$PS7sT+QchJuAyNg2YsDkSospGpZM8vBwOA',
    cost: 'sha1,i=4096,l=25',
  },
  {
    source: '@phc/pbkdf2, test/vectors.js (RFC 6070): vector 5, with NULs',
    password: 'pass\u0000word',
    passwordHash: '$pbkdf2-sha1$i=4096$c2EAbHQ$Vvpqp1VICZ3MN9fwNCXgww',
    cost: 'sha1,i=4096,l=16',
  },
  {
    source:
      'MicrosoftDocs/azure-docs, howto-configure-authentication.md of the MQTT broker: client1',
    password: 'password',
    passwordHash:
      '$pbkdf2-sha512$i=100000,l=64$HqJwOCHweNk1pLryiu3RsA$KVSvxKYcibIG5S5n55RvxKRTdAAfCUtBJoy5IuFzdSZyzkwvUcU+FPawEWFPn+06JyZsndfRTfpiEh+2eSJLkg',
    cost: 'sha512,i=100000,l=64',
  },
  {
    source: "OneLogin's sample data for imports",
    password: 'Test@123',
    passwordHash:
      '$pbkdf2-sha256$i=10000,l=32$wJuJqLoUFsdXa8k3sFhRlA$2waKCbPhZzL+RjWMQqvA1jpb+j56jTAXcNmRD9UTekU',
  },
  {
    source: "OneLogin's sample data for imports, SHA-1",
    password: 'Test@123',
    passwordHash: '$pbkdf2-sha1$i=10000,l=20$wJuJqLoUFsdXa8k3sFhRlA$XMGVWTbeKf4Xd+CGiuEZde8x7QA',
  },
];
